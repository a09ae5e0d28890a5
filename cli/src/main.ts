// The program of a container: the same command line as `npx tabel`, from what is built already.
import { run } from "./index.js";

await run(process.argv.slice(2));
