"use strict";
// As much of webpack's run time as its modules need to run in a page of ours: all chunks are loaded
// beforehand, each by a script element, and what is shared between packages is in `shared`.
const modules = {}, loaded = {};
self.rspackChunk_jupyterlab_application_top = { push: chunk => Object.assign(modules, chunk[1]) };

function need(id) {
  if (!modules[id] && shared[id]) return need(shared[id]);
  if (loaded[id]) return loaded[id].exports;
  const module = loaded[id] = { id, exports: {} };
  modules[id].call(module.exports, module, module.exports, need);
  return module.exports;
}

need.g = self;
need.e = () => Promise.resolve();
need.o = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
need.r = exports => Object.defineProperty(exports, "__esModule", { value: true });
need.d = (exports, getters) => {
  for (const name in getters) {
    if (need.o(exports, name)) continue;
    Object.defineProperty(exports, name, { enumerable: true, get: getters[name] });
  }
};
need.n = module => {
  const get = module && module.__esModule ? () => module.default : () => module;
  need.d(get, { a: get });
  return get;
};

// The module that can both read diagrams and draw them.
function findMermaid() {
  for (const id in modules) {
    if (!String(modules[id]).includes("mermaidAPI")) continue;
    const found = Object.values(need(id)).find(value => value && value.parse && value.render);
    if (found) return found;
  }
}
