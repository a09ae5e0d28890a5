// What something is called in the languages of the product. Names of things, never of people.
import { z } from "zod";

const Text = z.string().trim().min(1).max(200);

export const Title = z.object({ ru: Text, en: Text }).meta({ title: "Title" });
export type Title = z.output<typeof Title>;
