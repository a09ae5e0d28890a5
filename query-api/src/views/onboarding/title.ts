// What a thing is called, in both languages of the product.
import { z } from "zod";

export const Title = z.object({ ru: z.string(), en: z.string() });
