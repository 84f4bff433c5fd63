// Stands in for Google: the real protocol (discovery, PKCE, RS256), with accounts of the test's own making.
//   node server.mjs [PORT]      prints "listening on http://127.0.0.1:PORT"
// The page where one chooses an account takes it from the parameter `account`: claims of the id_token as JSON, which win
// over the right ones; `fault` among them spoils the answer. Without the parameter it shows a page to choose from.
import { createSign, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { OAuth2Issuer, OAuth2Service } from "oauth2-mock-server";

/** Somebody's who can be chosen by hand. */
const accounts = [
  { sub: "109876543210", email: "laura.prueba@gmail.test", email_verified: true, name: "Laura Prueba" },
  { sub: "112233445566", email: "clienta@demo.test", email_verified: true, name: "Clienta Demo" },
];

const issuer = new OAuth2Issuer();
const service = new OAuth2Service(issuer);
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const chosen = new Map();

await issuer.keys.generate("RS256");

service.on("beforeAuthorizeRedirect", (redirect, request) => {
  const account = JSON.parse(request.query.account);
  if (account.fault === "cancel") {
    redirect.url.searchParams.delete("code");
    redirect.url.searchParams.set("error", "access_denied");
  } else {
    chosen.set(redirect.url.searchParams.get("code"), account);
  }
});

service.on("beforeTokenSigning", (token, request) => {
  const { fault, ...claims } = chosen.get(request.body.code) ?? {};
  // The other token, for access, is not for us.
  if ("aud" in token.payload) Object.assign(token.payload, claims);
});

service.on("beforeResponse", (response, request) => {
  const { fault } = chosen.get(request.body.code) ?? {};
  const [head, payload] = response.body.id_token?.split(".") ?? [];
  if (fault === "down") response.statusCode = 503;
  if (fault === "mute") delete response.body.id_token;
  if (fault === "forged") {
    const signature = createSign("RSA-SHA256").update(`${head}.${payload}`).sign(stranger, "base64url");
    response.body.id_token = `${head}.${payload}.${signature}`;
  }
  if (fault === "unsigned") {
    const none = Buffer.from(JSON.stringify({ typ: "JWT", alg: "none" })).toString("base64url");
    response.body.id_token = `${none}.${payload}.`;
  }
});

const server = createServer(async (request, answer) => {
  const url = new URL(request.url, issuer.url);
  // Other keys from now on, as Google does every few weeks.
  if (url.pathname === "/test/new-keys") {
    const retired = issuer.keys.get();
    await issuer.keys.generate("RS256", { kid: `${retired.kid}-next` });
    answer.end();
  } else if (url.pathname === "/authorize" && !url.searchParams.has("account")) {
    answer.setHeader("content-type", "text/html; charset=utf-8").end(choice(url));
  } else {
    service.requestHandler(request, answer);
  }
});

server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  issuer.url = `http://127.0.0.1:${server.address().port}`;
  console.log(`listening on ${issuer.url}`);
});

/** A page with a button for each account, and one to say no. */
function choice(url) {
  const choices = [...accounts.map((account) => [account.email, account]), ["Cancelar", { fault: "cancel" }]];
  const link = ([label, account]) => {
    const to = new URL(url);
    to.searchParams.set("account", JSON.stringify(account));
    return `<p><a href="${to.href.replaceAll("&", "&amp;")}">${label}</a></p>`;
  };
  return `<!doctype html><html lang="es"><title>Elige una cuenta</title><h1>Elige una cuenta</h1>${choices.map(link).join("")}`;
}
