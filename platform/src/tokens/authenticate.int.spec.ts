// The way of a token through HTTP.
import { expect, test } from "@jest/globals";
import { generateKeyPairSync } from "node:crypto";
import type { Express, Request, Response } from "express";
import supertest from "supertest";
import { createHttpApplication } from "../http/http-application.js";
import { createLogger } from "../logging/logger.js";
import { actorOf, authenticate } from "./authenticate.js";
import { signingKeyFrom } from "./signing-key.js";
import { createTokenIssuer } from "./token-issuer.js";
import { createTokenVerifier } from "./token-verifier.js";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const key = signingKeyFrom(privateKey.export({ format: "pem", type: "pkcs8" }).toString());
const names = { issuer: "tabel", audience: "tabel" };
const issuer = createTokenIssuer({ key, ...names });
const verifier = createTokenVerifier({ keys: [key], ...names });
const logger = createLogger({ level: "silent", name: "spec" });

const client = supertest(
  createHttpApplication({
    logger,
    routes: (app: Express) => {
      app.get(
        "/me",
        authenticate(verifier),
        (request: Request, response: Response) => void response.json(actorOf(request)),
      );
      app.get("/open", (request: Request, response: Response) => void response.json(actorOf(request)));
    },
  }),
);
const token = issuer.issue({ subject: "u-1" }, 60);

test("a valid token gives the actor", async () => {
  for (const scheme of ["Bearer", "bearer", "BEARER"])
    expect((await client.get("/me").set("Authorization", `${scheme} ${token}`)).body).toEqual({ userId: "u-1" });
});

test.each([
  ["no header", undefined],
  ["another scheme", `Basic ${token}`],
  ["two tokens", `Bearer ${token} ${token}`],
  ["no token", "Bearer "],
  ["no JWT", "Bearer abc"],
])("%s is 401 and says how to log in", async (_name, header) => {
  const request = client.get("/me");
  if (header !== undefined) void request.set("Authorization", header);
  const response = await request;
  expect(response.status).toBe(401);
  expect(response.headers["www-authenticate"]).toBe("Bearer");
  expect(response.body.code).toBe("unauthenticated");
});

test("a forged token is 401 and says that it is the token", async () => {
  const response = await client.get("/me").set("Authorization", `Bearer ${token.slice(0, -4)}AAAA`);
  expect(response.status).toBe(401);
  expect(response.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
  expect(response.body.code).toBe("invalid-token");
});

test("a token in the address is not taken", async () => {
  expect((await client.get(`/me?access_token=${token}`)).status).toBe(401);
});

test("a route that forgot to authenticate has no actor, whatever is sent", async () => {
  expect((await client.get("/open").set("Authorization", `Bearer ${token}`)).status).toBe(500);
});
