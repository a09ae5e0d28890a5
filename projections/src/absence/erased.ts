// What a row says where its person is erased. The store gives null for every personal field of an erased person, whatever
// the event's type says; a column that may be empty takes the null, one that may not takes this word.

/** Stands for a text that nobody can know any more. */
export const ERASED = "erased";

/** A personal text in a column that may not be empty. */
export const textOrErased = (text: string): string => (text as string | null) ?? ERASED; // null at run time, see above
