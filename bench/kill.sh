#!/usr/bin/env bash
# Kills the running service again and again under a mixed load and prints what became of the jobs: bench/kill.sh [KILLS] [SEED]
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build Gas.Blazor.sln -v q --nologo
export GAS_KILLS=${1:-500}
[ $# -lt 2 ] || export GAS_SEED=$2
exec dotnet run --no-build --project Gas.Tests -- -class "*KillNineTests" -showliveoutput
