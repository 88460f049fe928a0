# Only calls scripts that ./test also runs.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN build/publish /program

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY build/install-tools /tmp/install-tools
RUN /tmp/install-tools libmongoc-1.0-0 && rm -rf /tmp/install-tools /var/lib/apt/lists/*
COPY --from=build /program /program
RUN mkdir /data && chown app /data
USER app
VOLUME /data
EXPOSE 5066
# Inside the container it listens on every address; what is published of it is decided outside.
ENV Urls=http://0.0.0.0:5066
ENTRYPOINT ["/program/Virtool.App", "serve", "--data", "/data"]
