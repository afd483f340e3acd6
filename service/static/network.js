"use strict";
/* Draws a cluster's network from the API's answer, and adds an organisation's partners when it is chosen. */

document.documentElement.classList.add("scripted");

const MOST_NODES = 500; // more cannot be told apart in a drawing
const LANDMARKS = 12; // organisations whose name shows before one zooms in

function networkLayout(isFirst) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    name: "fcose", quality: "default", randomize: isFirst, animate: !isFirst && !calm, animationDuration: 400,
    nodeDimensionsIncludeLabels: false, idealEdgeLength: 120, nodeRepulsion: 20000, tilingPaddingVertical: 26, tilingPaddingHorizontal: 26, padding: 24,
  };
}

class NetworkDrawing {
  constructor(root) {
    this.root = root;
    root.drawing = this;
    this.state = root.querySelector(".network-state");
    this.chosen = root.querySelector(".network-chosen");
    this.expanded = new Set();
    this.words = JSON.parse(root.dataset.words); // in the language of the page
  }

  /* A sentence of the page's, with values for the names in braces. */
  say(sentence, values = {}) {
    return this.words[sentence].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  async start() {
    this.root.hidden = false;
    const network = await this.fetch(this.root.dataset.network);
    if (!network) return;
    this.cy = cytoscape({
      container: this.root.querySelector(".network-drawing"),
      elements: this.elements(network), style: networkStyle(), layout: networkLayout(true),
      minZoom: 0.15, maxZoom: 4, userZoomingEnabled: false, boxSelectionEnabled: false,
    });
    const largest = this.cy.nodes().filter((node) => node.degree() > 0).sort((a, b) => b.data("projects") - a.data("projects"));
    largest.slice(0, LANDMARKS).addClass("landmark");
    this.cy.on("tap", "node", (event) => this.choose(event.target));
    this.root.querySelectorAll("[data-zoom]").forEach((button) => {
      button.addEventListener("click", () => this.zoom(button.dataset.zoom));
    });
    const parts = [this.say("drawn", { nodes: network.nodes.length, links: network.edges.length })];
    const alone = this.cy.nodes().filter((node) => node.degree() === 0).length;
    if (alone) parts.push(this.say("alone", { count: alone }));
    if (network.omitted) parts.push(this.say("omitted", { count: network.omitted }));
    this.tell(parts.join(" "));
    this.offerYears();
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.cy.style(networkStyle()));
    this.root.dataset.nodes = this.cy.nodes().length;
  }

  /* Lets one go back in time, where links began in more than one year. */
  offerYears() {
    this.year = this.root.querySelector(".network-year");
    const years = this.cy.edges().map((edge) => edge.data("since")).filter((since) => since !== null);
    if (new Set(years).size < 2) return;
    const slider = this.year.querySelector("input");
    [slider.min, slider.max, slider.value] = [Math.min(...years), Math.max(...years), Math.max(...years)];
    this.year.querySelector("output").value = slider.value;
    this.year.hidden = false;
    slider.addEventListener("input", () => this.showYear());
  }

  /* Hides links that began after the chosen year; those without a year are shown with the last one only. */
  showYear() {
    if (this.year.hidden) return 0;
    const slider = this.year.querySelector("input");
    const isLast = slider.value === slider.max;
    const isLater = (edge) => !isLast && (edge.data("since") === null || edge.data("since") > Number(slider.value));
    this.cy.edges().forEach((edge) => { edge.toggleClass("later", isLater(edge)); });
    const standing = this.cy.edges().filter((edge) => !isLater(edge));
    const without = this.cy.nodes().length - standing.connectedNodes().length;
    this.year.querySelector("output").value = slider.value;
    this.tell(this.say("year", { year: slider.value, links: standing.length, all: this.cy.edges().length, without }));
    return standing.length;
  }

  async fetch(address) {
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      if (response.ok) return await response.json();
      this.tell((await response.json()).detail);
    } catch {
      this.tell(this.say("away"));
    }
    return null;
  }

  elements(network) {
    return [...network.nodes.map(networkNode), ...network.edges.map(networkEdge)];
  }

  tell(words) {
    this.state.textContent = words;
  }

  zoom(how) {
    if (how === "fit") this.cy.animate({ fit: { padding: 24 }, duration: 200 });
    else {
      const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
      this.cy.zoom({ level: this.cy.zoom() * Number(how), renderedPosition: middle });
    }
  }

  choose(node) {
    this.cy.elements().removeClass("near").unselect();
    node.select();
    node.connectedEdges().addClass("near");
    const data = node.data();
    const link = document.createElement("a");
    link.href = this.address("page", data.id);
    link.textContent = data.name;
    const facts = document.createElement("p");
    const told = [this.words.kinds[data.kind], data.country, this.say("projects", { count: data.projects })];
    facts.append(link, ` ${told.filter(Boolean).join(", ")}`);
    const expand = document.createElement("button");
    expand.type = "button";
    expand.textContent = this.say("expand");
    expand.disabled = this.expanded.has(data.id);
    expand.addEventListener("click", () => { expand.disabled = true; this.expand(data.id); });
    this.chosen.replaceChildren(facts, expand);
  }

  spot(id) {
    return this.cy.getElementById(id).renderedPosition();
  }

  address(which, id) {
    return this.root.dataset[which].replace("ID", encodeURIComponent(id));
  }

  async expand(id) {
    this.tell(this.say("fetching"));
    const network = await this.fetch(this.address("expand", id));
    if (!network) return;
    this.expanded.add(id);
    const fresh = this.elements(network).filter((element) => this.cy.getElementById(element.data.id).empty());
    if (this.cy.nodes().length + network.nodes.length > MOST_NODES) {
      this.tell(this.say("full"));
      return;
    }
    const members = new Set(this.cy.nodes("[?is_member]").map((node) => node.id()));
    const added = fresh.filter((element) => element.group === "nodes");
    added.forEach((element) => { element.data.is_member = members.has(element.data.id); });
    const centre = this.cy.getElementById(id).position();
    if (centre) added.forEach((element) => { element.position = { x: centre.x + 80 * (Math.random() - 0.5), y: centre.y + 80 * (Math.random() - 0.5) }; });
    this.cy.add(fresh);
    this.showYear();
    this.cy.layout(networkLayout(false)).run();
    this.root.dataset.nodes = this.cy.nodes().length;
    this.tell(added.length ? this.say("added", { count: added.length }) : this.say("nothing"));
  }

  async show(id) {
    if (this.cy.getElementById(id).empty()) await this.expand(id);
    const node = this.cy.getElementById(id);
    if (node.empty()) return;
    this.choose(node);
    this.cy.animate({ center: { eles: node }, duration: 300 });
    this.root.scrollIntoView({ block: "nearest" });
    this.chosen.querySelector("a").focus({ preventScroll: true });
  }
}

document.querySelectorAll("[data-network]").forEach(async (root) => {
  const drawing = new NetworkDrawing(root);
  await drawing.start();
  document.querySelectorAll("[data-show]").forEach((button) => {
    button.addEventListener("click", () => drawing.cy && drawing.show(button.dataset.show));
  });
});
