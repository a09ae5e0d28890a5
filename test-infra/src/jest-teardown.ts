// Jest's globalTeardown: stops every server of the run and removes its folder, after passed and failed runs alike.
import { closeProvider } from "./jest-setup.js";

export default closeProvider;
