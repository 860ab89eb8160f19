# Two images:
#   docker build --target ontwar -t ontwar .              the program alone, static, on nothing
#   docker build --target with-tesseract -t ontwar:ocr .  with Tesseract and poppler, for page images
# Used as a filter, or with a folder mounted:
#   docker run --rm -i ontwar clean < page.txt
#   docker run --rm -v "$PWD:/data" ontwar:ocr batch archive --output cleaned
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY . .
RUN cargo build --profile dist --locked --bin ontwar && cp target/dist/ontwar /ontwar

FROM scratch AS ontwar
COPY --from=build /ontwar /usr/local/bin/ontwar
WORKDIR /data
ENTRYPOINT ["/usr/local/bin/ontwar"]

FROM debian:stable-slim AS with-tesseract
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        tesseract-ocr tesseract-ocr-nld tesseract-ocr-deu tesseract-ocr-fra tesseract-ocr-eng poppler-utils \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /ontwar /usr/local/bin/ontwar
RUN useradd --create-home reader
USER reader
WORKDIR /data
ENTRYPOINT ["/usr/local/bin/ontwar"]
