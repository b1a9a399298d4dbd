// The README's punch-out by hand, line by line in a shell, against a gateway as `make run` starts it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import { signIn } from "../support/api.js";
import { startGateway } from "../support/gateway.js";

const README = new URL("../../README.md", import.meta.url);
const run = promisify(execFile);

function walk() {
  const section = readFileSync(README, "utf8").split("## A punch-out by hand")[1].split("\n## ")[0];
  const blocks = [...section.matchAll(/```sh\n(.*?)```/gs)].map((match) => match[1]);
  // The first block holds what differs from reader to reader.
  return blocks.slice(1).join("");
}

test("the README's walk goes from an empty gateway to a cart on its way back", async () => {
  const gateway = await startGateway({ env: { PUNCHGATE_ADMIN_EMAIL: undefined, PUNCHGATE_ADMIN_PASSWORD: undefined } });
  try {
    const printed = (name) => gateway.log().match(new RegExp(`${name}:\\s+(\\S+)`))[1];
    const script = `set -e\nGATEWAY=${gateway.url}\nEMAIL=${printed("E-mail")}\nPASSWORD=${printed("Password")}\n${walk()}`;
    const { stdout, stderr } = await run("bash", ["-c", script]);
    assert.match(stdout, /action="https:\/\/buyer\.example\/return"/, stdout + stderr);
    assert.match(stdout, /name="cxml-urlencoded"|name="cxml-base64"/);

    const api = await signIn({ ...gateway, admin: { email: printed("E-mail"), password: "a password of my own" } });
    const log = await api("GET", "/transactions", undefined, 200);
    assert.deepEqual(
      log.items.map((entry) => [entry.type, entry.status]),
      [
        ["transfer_to_requisition", "ok"],
        ["setup_request", "ok"],
      ],
    );
  } finally {
    await gateway.stop();
  }
});
