// Long searches give way to everyone else: after so many events they wait for the next turn of the event loop.
export const TURN_EVENTS = 512;

export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
