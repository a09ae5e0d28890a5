// The declension library has no types of its own: what of it is used here.
declare module "petrovich" {
  interface Person {
    gender?: "male" | "female" | "androgynous";
    first?: string;
    middle?: string;
    last?: string;
  }
  type Case = "nominative" | "genitive" | "dative" | "accusative" | "instrumental" | "prepositional";
  const decline: (person: Person, wanted: Case) => Person;
  export default decline;
}
