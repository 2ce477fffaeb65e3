#!/usr/bin/env bash
# Prints how far our consequences agree with those of bcftools csq, by variant class, with every kind of difference: bench/parity.sh [VARIANTS] [SEED…]
# Every single-nucleotide variant of NC_045512.2, and simulated exomes of chromosome 20 where ../shared holds it.
set -euo pipefail
cd "$(dirname "$0")/.."
variants=${1:-60000}
shift || true
[ $# -gt 0 ] || set -- 101 102
dotnet build bench/Gas.Bench -c Release -v q --nologo
bench() { dotnet run --no-build -c Release --project bench/Gas.Bench -- "$@"; }

failed=0
echo "== NC_045512.2, every single-nucleotide variant"
bench parity || failed=1
chromosome=../shared/data/genomes/human-chr20-GRCh37
if [ -d "$chromosome" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  gzip -dc "$chromosome/20.fa.gz" > "$folder/20.fa"
  gzip -dc "$chromosome/genes.gff3.gz" > "$folder/genes.gff3"
  for seed in "$@"; do
    echo "== chromosome 20, exome of $variants variants, seed $seed"
    python3 ../shared/tools/simulate_vcf.py "$folder/20.fa" 20 "$variants" "$seed" "$folder/genes.gff3" > "$folder/input.vcf"
    bench parity "$folder/input.vcf" "$folder/20.fa" "$folder/genes.gff3" || failed=1
  done
fi
exit $failed
