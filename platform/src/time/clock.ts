// The present instant, as something that can be handed in: nothing below reads the system's clock by itself.

export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
