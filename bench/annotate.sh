#!/usr/bin/env bash
# Records per second beside bcftools csq and bgzip, exome-like and genome-like, over chromosome 20 where ../shared holds it: bench/annotate.sh [EXOME] [GENOME]
set -euo pipefail
cd "$(dirname "$0")/.."
chromosome=../shared/data/genomes/human-chr20-GRCh37
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
gzip -dc "$chromosome/20.fa.gz" > "$folder/20.fa"
gzip -dc "$chromosome/genes.gff3.gz" > "$folder/genes.gff3"
dotnet build bench/Gas.Bench -c Release -v q --nologo
for kind in exome genome; do
  [ $kind = exome ] && { records=${1:-300000}; mode=$folder/genes.gff3; } || { records=${2:-1000000}; mode=wgs; }
  python3 ../shared/tools/simulate_vcf.py "$folder/20.fa" 20 "$records" 31 "$mode" | bgzip -c > "$folder/$kind.vcf.gz"
  echo "== $kind-like"
  dotnet run --no-build -c Release --project bench/Gas.Bench -- annotate "$folder/$kind.vcf.gz" "$folder/20.fa" "$folder/genes.gff3"
done
