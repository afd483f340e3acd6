"use strict";
/* How a network is drawn: a shape and a colour for each kind, the same as in the page's legend. */

const NETWORK_SHAPES = {
  firm: "ellipse",
  university: "triangle",
  research_centre: "diamond",
  public_body: "rectangle",
  association: "pentagon",
  other: "hexagon",
};
const NETWORK_LABEL_LENGTH = 26;

function networkColour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function networkNode(node) {
  const short = node.name.length > NETWORK_LABEL_LENGTH ? node.name.slice(0, NETWORK_LABEL_LENGTH - 1) + "…" : node.name;
  return { group: "nodes", data: { ...node, short, size: 14 + 7 * Math.log2(1 + node.projects) } };
}

function networkEdge(edge) {
  const id = [edge.source, edge.target].sort().join(" ");
  return { group: "edges", data: { ...edge, id, width: 0.6 + Math.log2(1 + edge.projects) } };
}

function networkStyle() {
  const ink = networkColour("--pico-color");
  const kinds = Object.entries(NETWORK_SHAPES).map(([kind, shape]) => ({
    selector: `node[kind = "${kind}"]`,
    style: { shape, "background-color": networkColour(`--kind-${kind}`), "border-color": networkColour(`--kind-${kind}`) },
  }));
  return [
    {
      selector: "node",
      style: {
        width: "data(size)", height: "data(size)", label: "data(short)", color: ink, "font-size": 11,
        "font-family": "system-ui, sans-serif", "min-zoomed-font-size": 12, "text-margin-y": -3,
        "text-outline-color": networkColour("--wash"), "text-outline-width": 2,
      },
    },
    { selector: ".landmark", style: { "font-size": 16, "min-zoomed-font-size": 0 } },
    ...kinds,
    { selector: "node[!is_member]", style: { "background-opacity": 0.15, "border-width": 2, "border-style": "dashed" } },
    { selector: "edge", style: { width: "data(width)", "line-color": networkColour("--quiet"), opacity: 0.28, "curve-style": "haystack" } },
    { selector: ".later", style: { display: "none" } },
    { selector: ".near", style: { opacity: 0.9, "line-color": networkColour("--pico-primary") } },
    { selector: "node:selected", style: { "border-width": 4, "border-style": "solid", "border-color": "#d08700", "min-zoomed-font-size": 0, "font-weight": "bold", "z-index": 9 } },
  ];
}
