// The small JSON API; every path lies under the token in the address of the page.

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error || "the server did not answer");
    this.status = status;
    this.kind = answer.kind || "";
    this.segment = answer.segment || null;
  }
}

async function call(method, path, body, options = {}) {
  let response;
  try {
    response = await fetch(`api/${path}`, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      ...options,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, { error: "wortlaut review is not running any more; start it again" });
  }
  let answer = {};
  try {
    answer = await response.json();
  } catch {
    answer = { error: `the server answered ${response.status}` };
  }
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

const at = (number, id) => `documents/${number}/segments/${encodeURIComponent(id)}`;

export const api = {
  documents: () => call("GET", "documents"),
  document: (number) => call("GET", `documents/${number}`),
  changes: (number, since) => call("GET", `documents/${number}/changes?since=${since}`),
  summary: (number) => call("GET", `documents/${number}/summary`),
  restore: (number) => call("POST", `documents/${number}/restore`, {}),
  translate: (number, ids) => call("POST", `documents/${number}/translate`, { ids }),
  save: (number, id, body, options) => call("PUT", at(number, id), body, options),
  check: (number, id, target, options) => call("POST", `${at(number, id)}/check`, { target }, options),
  put: (number, id, body) => call("POST", `${at(number, id)}/put`, body),
  alternatives: (number, id, body) => call("POST", `${at(number, id)}/alternatives`, body),
  glossary: () => call("GET", "glossary"),
  propose: (german, english) => call("POST", "glossary/propose", { german, english }),
  add: (entry) => call("POST", "glossary/add", entry),
};
