// Draws a job's result along its reference with igv.js. Everything comes from this service: no list of genomes, no search elsewhere.
import igv from "../lib/igv/igv.esm.min.js";

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
      { name, type: "variant", format: "vcf", url: url("result.vcf.gz"), indexURL: url("result.vcf.gz.tbi"), displayMode: "EXPANDED", height: 220 },
    ],
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
