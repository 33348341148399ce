import assert from "node:assert/strict";
import { configureApi } from "./api.ts";
import { loadSession, logIn, logOut, me, session } from "./session.ts";

const body = {
  user: { id: 3, name: "王芳", role: "rep", role_label: "销售", org_unit: "华东", team_name: "一组" },
  workspace: { id: 1, name: "示例公司" },
  schema_number: 7,
  now: 1_000_000,
};
const answer = (response: () => Response | Promise<Response>) =>
  configureApi({ fetch: () => Promise.resolve(response()) });

Deno.test("logging in, losing the network, being thrown out", async () => {
  localStorage.clear();
  answer(() => Response.json(body));
  await logIn("13800000000", "secret");
  assert.equal(session.state, "in");
  assert.equal(me().name, "王芳");

  answer(() => Promise.reject(new TypeError("offline")));
  await loadSession();
  assert.equal(session.state, "in");
  assert.equal(session.offline, true);

  answer(() => new Response(null, { status: 401 }));
  await loadSession();
  assert.equal(session.state, "out");
  assert.throws(me);
});

Deno.test("logging out works without the server and forgets the user", async () => {
  answer(() => Response.json(body));
  await logIn("a", "b");
  answer(() => Promise.reject(new TypeError("offline")));
  await logOut();
  assert.equal(session.state, "out");
  await loadSession();
  assert.equal(session.state, "out");
});
