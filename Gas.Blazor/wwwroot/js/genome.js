// Draws a job's result along its reference with igv.js. Everything comes from this service: no list of genomes, no search elsewhere.
import igv from "../lib/igv/igv.esm.min.js";

// It draws within a shadow, where the page's styles do not reach. On a phone its bar is wider than the page, and cut off;
// where the system is dark its words are white, on the white that it draws on.
const style = new CSSStyleSheet();
style.replaceSync(`
  .igv-container {
    color: #1f2433;
    color-scheme: light;
  }

  .igv-navbar .igv-navbar-left-container .igv-navbar-genomic-location .igv-locus-size-group .igv-search-container .igv-search-input {
    color: #1f2433;
  }

  @media (max-width: 699px) {
    .igv-navbar {
      flex-wrap: wrap;
      gap: 4px;
      height: auto;
      padding-bottom: 6px;
    }

    .igv-navbar .igv-navbar-left-container,
    .igv-navbar .igv-navbar-right-container {
      flex-wrap: wrap;
      justify-content: flex-start;
      width: 100%;
      height: auto;
    }

    .igv-navbar .igv-navbar-left-container .igv-navbar-genomic-location {
      flex: 1 1 200px;
      min-width: 0;
      height: 32px;
    }

    .igv-navbar .igv-navbar-left-container .igv-navbar-genomic-location .igv-locus-size-group,
    .igv-navbar .igv-navbar-left-container .igv-navbar-genomic-location .igv-locus-size-group .igv-search-container {
      flex: 1;
      min-width: 0;
      margin-left: 0;
    }
  }
`);

// igv.js takes what it is given for markup: what a file says, or is called, must come to it as text. Of an allele it has done the first sign itself.
const MARKUP = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const plain = value => String(value ?? "").replaceAll("&lt;", "<").replace(/[&<>"']/g, sign => MARKUP[sign]);

export async function show(element) {
  const { base, reference, title, sequence, locus, name, genes } = element.dataset;
  const url = file => new URL(base + file, document.baseURI).href;
  const genome = { id: reference, name: title, wholeGenomeView: false };
  Object.assign(genome, sequence === "yes"
    ? { fastaURL: url("sequence.fa"), indexURL: url("sequence.fa.fai") }
    : { format: "chromsizes", fastaURL: url("contigs.txt") });

  element.replaceChildren();
  const browser = await igv.createBrowser(element, {
    loadDefaultGenomes: false,
    reference: genome,
    locus,
    search: { type: "json", url: url("find?name=$FEATURE$"), coords: 1 },
    tracks: [
      { name: genes, type: "annotation", displayMode: "EXPANDED", visibilityWindow: 2000000, height: 120, reader: new GeneReader(url) },
      { name: plain(name), type: "variant", format: "vcf", url: url("result.vcf.gz"), indexURL: url("result.vcf.gz.tbi"), displayMode: "EXPANDED", height: 220 },
    ],
  });

  element.shadowRoot.adoptedStyleSheets.push(style);

  // The lines of the box that a click opens are changed in place; then it is drawn as usual.
  browser.on("trackclick", (_, lines) => {
    for (const line of lines ?? []) {
      if (line.name) {
        [line.name, line.value] = [plain(line.name), plain(line.value)];
      }
    }
  });

  // The place lives in the address, so that it can be reloaded and passed on.
  browser.on("locuschange", frames => {
    const place = new URL(location.href);
    const [frame] = [frames].flat();
    place.searchParams.set("locus", frame.label ?? `${frame.chr}:${Math.round(frame.start) + 1}-${Math.round(frame.end)}`);
    history.replaceState(history.state, "", place);
  });
  element.dataset.ready = "yes";
}

class GeneReader {
  #url;

  constructor(url) {
    this.#url = url;
  }

  async readFeatures(chr, start, end) {
    const answer = await fetch(this.#url(`genes?contig=${encodeURIComponent(chr)}&start=${Math.max(1, Math.floor(start) + 1)}&end=${Math.ceil(end)}`));
    return answer.ok ? answer.json() : [];
  }
}
