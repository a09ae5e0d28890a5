/** What stands in the way, as a sentence for the person who runs the store: no stack is needed to mend it. */
export class EventStoreFault extends Error {
  override readonly name = "EventStoreFault";
}
