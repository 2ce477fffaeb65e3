// An OpenID provider from memory on a free loopback port; its issuer is the first line on standard output. Ends with its standard input, so that no test run
// leaves it behind. Whoever signs in as NAME has the address NAME@lab.example. A line "NAME GROUP,GROUP" puts somebody into groups from then on.
// It takes the client's secret in the header only, as Globus does.
// A line "spoil audience", "spoil issuer" or "spoil expired" makes its tokens say something wrong from then on, "spoil nothing" mends them; either way they bear its own signature.
console.info = console.warn = () => {};
const http = require("node:http");
const readline = require("node:readline");
const { generateKeyPairSync, sign } = require("node:crypto");

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const lies = {
  nothing: () => ({}),
  audience: () => ({ aud: "somebody-else" }),
  issuer: () => ({ iss: "https://evil.example" }),
  expired: () => ({ exp: Math.floor(Date.now() / 1000) - 600 }),
};
let lie = lies.nothing;

function retell(token) {
  const [head, body] = token.split(".");
  const claims = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, "base64url")), ...lie() })).toString("base64url");
  return `${head}.${claims}.${sign("sha256", Buffer.from(`${head}.${claims}`), privateKey).toString("base64url")}`;
}

const groups = new Map();
const settings = {
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "of-the-peer", alg: "RS256", use: "sig" }] },
  clients: [{
    client_id: "gas",
    client_secret: "secret-of-the-peer",
    application_type: "native", // any port of this machine
    redirect_uris: ["http://127.0.0.1/account/sign-in/lab/callback", "http://localhost/account/sign-in/lab/callback"],
    post_logout_redirect_uris: ["http://127.0.0.1/account/sign-in/lab/signed-out", "http://localhost/account/sign-in/lab/signed-out"],
    grant_types: ["authorization_code"],
  }],
  clientAuthMethods: ["client_secret_basic"],
  claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"], groups: ["groups"] },
  scopes: ["openid", "profile", "email", "groups"],
  pkce: { required: () => true },
  cookies: { keys: ["of-the-peer"] },
  ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  findAccount: (_, name) => ({
    accountId: name,
    claims: () => ({ sub: name, name: `Person ${name}`, email: `${name}@lab.example`, email_verified: true, groups: groups.get(name) ?? [] }),
  }),
};

import("oidc-provider").then(({ default: Provider }) => {
  const server = http.createServer().listen(0, "127.0.0.1", () => {
    const issuer = `http://127.0.0.1:${server.address().port}`;
    const provider = new Provider(issuer, settings);
    provider.use(async (context, next) => {
      await next();
      if (context.oidc?.route === "token" && context.body?.id_token) {
        context.body.id_token = retell(context.body.id_token);
      }
    });
    server.on("request", provider.callback());
    console.log(issuer);
  });
});

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const [name, list] = line.split(" ");
  if (name === "spoil") {
    lie = lies[list];
  } else {
    groups.set(name, list.split(","));
  }
  console.log("done");
}).on("close", () => process.exit(0));
