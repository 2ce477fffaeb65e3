# syntax=docker/dockerfile:1
# Run it with one volume and nothing else writable:
#   docker run --read-only --tmpfs /tmp --cap-drop ALL -v gas-data:/data -p 127.0.0.1:5080:5080 gas
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt appsettings.json ./
COPY Gas.Pipeline/Gas.Pipeline.csproj Gas.Pipeline/
COPY Gas.Blazor/Gas.Blazor.csproj Gas.Blazor/
RUN dotnet restore Gas.Blazor
COPY references/ references/
COPY samples/ samples/
COPY Gas.Pipeline/ Gas.Pipeline/
COPY Gas.Blazor/ Gas.Blazor/
RUN dotnet publish Gas.Blazor --no-restore -c Release -o /app
# Packs and unpacks results faster than zlib; without it the product works as well.
RUN apt-get update && apt-get install -y --no-install-recommends libdeflate0 && cp /usr/lib/*/libdeflate.so.0 /app/
RUN mkdir /empty

# No shell and no package manager in here: what is not there cannot be run.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS final
# The content root is the working directory: static assets are found only from here.
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=1654:1654 /empty /data
ENV ASPNETCORE_URLS=http://+:5080 \
    Embedded__DataPath=/data \
    DOTNET_EnableDiagnostics=0
VOLUME /data
EXPOSE 5080
USER 1654
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s CMD ["dotnet", "Gas.Blazor.dll", "--health"]
ENTRYPOINT ["dotnet", "Gas.Blazor.dll"]
