// The REST API, as an administrator's script uses it.
import assert from "node:assert/strict";

/** Signs in; returns a function that calls the API and insists on a status. */
export async function signIn(gateway) {
  const { access_token: token } = await call(gateway, undefined, "POST", "/auth/login", gateway.admin, 200);
  return (method, path, body, status) => call(gateway, token, method, path, body, status);
}

/** Calls the API with a token or key. */
export async function call(gateway, token, method, path, body, status) {
  const response = await fetch(`${gateway.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { "content-type": "application/json" }),
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  assert.equal(response.status, status, `${method} ${path}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** Everything for one buyer and one shop: returns the ids, the shop's key and the entry point. */
export async function setUp(gateway, { storeUrl, returnHost, secret }) {
  const api = await signIn(gateway);
  const store = await api("POST", "/stores", { key: "shop", name: "Corner shop", punch_out_start_url: storeUrl }, 201);
  const company = await api("POST", "/companies", { name: "Buying Ltd" }, 201);
  const unit = await api("POST", "/business-units", { company_id: company.id, name: "Workshop" }, 201);
  const connection = await api(
    "POST",
    "/connections",
    {
      name: "Buying Ltd, cXML",
      business_unit_id: unit.id,
      login_mode: "dynamic_user_creation",
      allowed_return_hosts: [returnHost],
      cart_encoding: "url_encoded",
    },
    201,
  );
  await api(
    "POST",
    `/connections/${connection.id}/credentials`,
    { domain: "DUNS", identity: "987654321", shared_secret: secret },
    201,
  );
  await api("POST", `/connections/${connection.id}/activate`, undefined, 200);
  const { key } = await api("POST", "/api-keys", { name: "shop", scopes: ["store"], store_id: store.id }, 201);
  const entryPoints = await api("GET", `/connections/${connection.id}/entry-points`, undefined, 200);
  return { api, store, connection, key, entryPoint: entryPoints.items[0].url };
}

/** A connection that speaks OCI, with a login, and a call that opened a session: returns the ids of connection, credential and call. */
export async function setUpOci(api, business_unit_id) {
  const login = { username: "SRM", password: "open-sesame-9k4" };
  const input = { name: "Buying Ltd, OCI", format: "oci", business_unit_id, allowed_return_hosts: ["srm.buyer.example"] };
  const connection = await api("POST", "/connections", input, 201);
  const credential = await api("POST", `/connections/${connection.id}/credentials`, login, 201);
  await api("POST", `/connections/${connection.id}/activate`, undefined, 200);
  const [entryPoint] = (await api("GET", `/connections/${connection.id}/entry-points`, undefined, 200)).items;
  const parameters = { ...login, EMAIL: "anna@buyer.example", "~OkCode": "ADDI", HOOK_URL: "https://srm.buyer.example/return" };
  const response = await fetch(entryPoint.url, { method: "POST", body: new URLSearchParams(parameters), redirect: "manual" });
  assert.ok(response.status < 400, `${response.status}`);
  const calls = await api("GET", `/transactions?connection_id=${connection.id}`, undefined, 200);
  return { connection: connection.id, credential: credential.id, call: calls.items[0].id };
}

/** A user who may only read: returns the gateway as they sign in to it. */
export async function asReader(gateway, api) {
  const [email, given, password] = ["reader@example.com", "a long enough password", "another long password"];
  await api("POST", "/users", { email, role: "read", password: given }, 201);
  const { access_token: token } = await call(gateway, undefined, "POST", "/auth/login", { email, password: given }, 200);
  await call(gateway, token, "POST", "/auth/password", { current_password: given, new_password: password }, 204);
  return { ...gateway, admin: { email, password } };
}
