// The two others of a punch-out, each an origin of its own: a shop, and a procurement system.
import { createServer } from "node:http";
import { call } from "./api.js";

async function listen(answer) {
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error.stack)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve)));
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const html = (response, body) =>
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(`<!DOCTYPE html><html lang="en"><title>x</title>${body}</html>`);

/**
 * A shop: redeems the access token that the browser brings, shows the buyer's name and two buttons, and sends the browser to where the
 * gateway says. `shop.gateway`, `shop.key` and `shop.cart` are set by the test.
 */
export async function startShop() {
  const sessions = [];
  const shop = { sessions };
  const server = await listen(async (request, response) => {
    const url = new URL(request.url, "http://shop");
    const api = (path, body) => call(shop.gateway, shop.key, "POST", path, body, 200);
    if (url.pathname === "/start") {
      const session = await api("/punch-out-sessions/redeem", { token: url.searchParams.get("punchOutAccessToken") });
      sessions.push(session);
      return html(
        response,
        `<h1>Welcome ${session.buyer.first_name}</h1>
         <form method="post" action="/submit"><button>Submit</button></form>
         <form method="post" action="/cancel"><button>Cancel</button></form>`,
      );
    }
    // Browsers ask for more than pages, an icon for one.
    if (request.method !== "POST") {
      return response.writeHead(204).end();
    }
    const { id } = sessions.at(-1);
    const handOff =
      url.pathname === "/submit"
        ? await api(`/punch-out-sessions/${id}/transfer`, { cart: shop.cart })
        : await api(`/punch-out-sessions/${id}/cancel`);
    response.writeHead(303, { location: handOff.handoff_url }).end();
  });
  return Object.assign(shop, server);
}

/**
 * A procurement system: takes the form at `/in`, remembers its fields, and redirects to a third origin, as real ones do.
 */
export async function startProcurementSystem() {
  const received = [];
  const third = await listen(async (request, response) => html(response, "<h1>Requisition 1</h1>"));
  const server = await listen(async (request, response) => {
    received.push({
      method: request.method,
      cookie: request.headers.cookie,
      referer: request.headers.referer,
      fields: Object.fromEntries(new URLSearchParams(await bodyOf(request))),
    });
    response.writeHead(303, { location: `${third.url}/requisition` }).end();
  });
  return { url: server.url, thirdUrl: third.url, received, stop: () => Promise.all([server.stop(), third.stop()]) };
}

const party = (identity) => `<Credential domain="DUNS"><Identity>${identity}</Identity></Credential>`;

/** Posts a request of a kind as a procurement system's server does; returns status and the whole answer. */
async function post(entryPoint, { secret, identity = "987654321" }, request) {
  const response = await fetch(entryPoint, {
    method: "POST",
    headers: { "content-type": "text/xml; charset=UTF-8" },
    body: `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.020/cXML.dtd">
<cXML payloadID="${Date.now()}.${Math.random()}@buyer.example" timestamp="2026-01-01T10:00:00+00:00"><Header>
<From>${party(identity)}</From><To>${party("123456789")}</To>
<Sender><Credential domain="DUNS"><Identity>${identity}</Identity><SharedSecret>${secret}</SharedSecret></Credential>
<UserAgent>Stand-in</UserAgent></Sender></Header>
<Request deploymentMode="test">${request}</Request></cXML>`,
  });
  const text = await response.text();
  return { status: Number(text.match(/<Status code="(\d+)"/)?.[1]), text };
}

/** Posts an order of one line. */
export function orderRequest(entryPoint, { secret, orderId, sku, auxiliaryId, quantity = 1 }) {
  return post(
    entryPoint,
    { secret },
    `<OrderRequest><OrderRequestHeader orderID="${orderId}" orderDate="2026-01-01T10:00:00+00:00"><Total><Money currency="EUR">1.00</Money></Total>
<BillTo><Address><Name xml:lang="en">Buyer</Name></Address></BillTo></OrderRequestHeader><ItemOut quantity="${quantity}" lineNumber="1">
<ItemID><SupplierPartID>${sku}</SupplierPartID><SupplierPartAuxiliaryID>${auxiliaryId}</SupplierPartAuxiliaryID></ItemID></ItemOut></OrderRequest>`,
  );
}

/** Posts a setup request as a procurement system's server does; returns status, StartPage URL and the whole answer. */
export async function setupRequest(entryPoint, { secret, returnUrl, identity, cookie = "4711", operation = "create", items = "" }) {
  const { status, text } = await post(
    entryPoint,
    { secret, identity },
    `<PunchOutSetupRequest operation="${operation}"><BuyerCookie>${cookie}</BuyerCookie>
<Extrinsic name="UserEmail">jane@buyer.example</Extrinsic><Extrinsic name="FirstName">Jane</Extrinsic>
<BrowserFormPost><URL>${returnUrl}</URL></BrowserFormPost>${items}</PunchOutSetupRequest>`,
  );
  return { status, startPage: text.match(/<StartPage><URL>([^<]+)<\/URL>/)?.[1], text };
}
