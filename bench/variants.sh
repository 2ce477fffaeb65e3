#!/usr/bin/env bash
# The variant index beside bcftools view, over chromosome 20 where ../shared holds it: bench/variants.sh [RECORDS]
set -euo pipefail
cd "$(dirname "$0")/.."
chromosome=../shared/data/genomes/human-chr20-GRCh37
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
gzip -dc "$chromosome/20.fa.gz" > "$folder/20.fa"
gzip -dc "$chromosome/genes.gff3.gz" > "$folder/genes.gff3"
dotnet build bench/Gas.Bench -c Release -v q --nologo
python3 ../shared/tools/simulate_vcf.py "$folder/20.fa" 20 "${1:-1000000}" 31 wgs | bgzip -c > "$folder/genome.vcf.gz"
dotnet run --no-build -c Release --project bench/Gas.Bench -- variants "$folder/genome.vcf.gz" "$folder/20.fa" "$folder/genes.gff3"
