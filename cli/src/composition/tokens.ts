// The keys of access tokens: who issues them holds the private one, who only looks at them needs no more than the public one.
import {
  createTokenIssuer,
  createTokenVerifier,
  type Configuration,
  signingKeyFrom,
  signingKeyIn,
  type TokenIssuer,
  type TokenVerifier,
  type VerificationKey,
  verificationKeyFrom,
} from "@tabel/platform";

export interface Tokens {
  readonly issuer: TokenIssuer;
  readonly verifier: TokenVerifier;
}

const keyOf = ({ tokens: { signingKey }, dataFolder }: Configuration) =>
  signingKey === undefined ? signingKeyIn(dataFolder) : signingKeyFrom(signingKey.reveal());

const verifierWith = (key: VerificationKey, { tokens: { issuer, audience } }: Configuration): TokenVerifier =>
  createTokenVerifier({ keys: [key], issuer, audience });

export const tokensOf = async (configuration: Configuration): Promise<Tokens> => {
  const { issuer, audience, lifetimeSeconds } = configuration.tokens;
  const key = await keyOf(configuration);
  return {
    issuer: createTokenIssuer({ key, issuer, audience, lifetimeSeconds }),
    verifier: verifierWith(key, configuration),
  };
};

/** The public key where one is configured, so that a program that issues nothing need not be able to. */
export const verifierOf = async (configuration: Configuration): Promise<TokenVerifier> => {
  const { verificationKey } = configuration.tokens;
  return verifierWith(
    verificationKey === undefined ? await keyOf(configuration) : verificationKeyFrom(verificationKey),
    configuration,
  );
};
