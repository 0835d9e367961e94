package io.ledgerline.cli.ingest;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonArray;
import io.ledgerline.canon.JsonValue.JsonObject;
import io.ledgerline.canon.MalformedJsonException;
import io.ledgerline.canon.StrictJsonReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Finds the events in files as the clients of OpenLineage write them: one object a line, one
/// array, or one object over many lines; plain or gzip; one file or a folder of them.
///
/// A file whose first line is a whole object is read line by line and may have any size. Every
/// other file is read as one text, and, if it is none, line by line after all, so that what is
/// broken in it is named by its line. The bytes of an event are handed on as they stand in the
/// file.
final class EventFiles {

  private static final int LINE_BYTES_MAX = 64 << 20;
  private static final int TEXT_BYTES_MAX = 256 << 20;
  private static final JsonLimits LINE_LIMITS = new JsonLimits(LINE_BYTES_MAX, 200);
  private static final JsonLimits TEXT_LIMITS = new JsonLimits(TEXT_BYTES_MAX, 200);
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  /// Takes what is found, in the order of the files.
  interface Sink {
    /// What follows is in this file.
    void begin(String file);

    /// One JSON object.
    ///
    /// @param place file and line or element, for messages
    void event(String place, JsonObject content, Bytes json);

    /// Something that is no JSON object.
    void unreadable(String place, String reason);
  }

  private final Sink sink;

  EventFiles(Sink sink) {
    this.sink = sink;
  }

  /// Reads one file, or every file below a folder in the order of their names; hidden files are
  /// left out.
  ///
  /// @throws IOException if a file cannot be read
  void read(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      readFile(path);
      return;
    }
    List<Path> files;
    try (var found = Files.walk(path)) {
      files =
          found
              .filter(file -> Files.isRegularFile(file) && !isHidden(path.relativize(file)))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      readFile(file);
    }
  }

  /// Reads what comes by a stream, plain or gzip, line by line.
  ///
  /// @param name what it is called in messages
  /// @throws IOException if it breaks off
  void readLines(String name, InputStream in) throws IOException {
    sink.begin(name);
    lines(name, unpacked(in));
  }

  private static boolean isHidden(Path relative) {
    for (Path name : relative) {
      if (name.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private void readFile(Path file) throws IOException {
    sink.begin(file.toString());
    boolean isLines;
    try (InputStream in = opened(file)) {
      isLines = startsWithWholeObject(in);
    }
    try (InputStream in = opened(file)) {
      if (isLines) {
        lines(file.toString(), in);
        return;
      }
      byte[] text = in.readNBytes(TEXT_BYTES_MAX);
      if (in.read() < 0) {
        readText(file, Bytes.owned(text));
      } else {
        sink.unreadable(file.toString(), "no lines of objects, and too large to read as one text");
      }
    }
  }

  private static InputStream opened(Path file) throws IOException {
    return unpacked(Files.newInputStream(file));
  }

  private static InputStream unpacked(InputStream packed) throws IOException {
    BufferedInputStream in = new BufferedInputStream(packed);
    in.mark(2);
    boolean isGzip = in.read() == GZIP_MAGIC_1 && in.read() == GZIP_MAGIC_2;
    in.reset();
    return isGzip ? new BufferedInputStream(new GZIPInputStream(in)) : in;
  }

  /// Whether the first line that is not blank is a JSON object.
  private static boolean startsWithWholeObject(InputStream in) throws IOException {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    boolean isMore = true;
    while (isMore) {
      buffer.reset();
      isMore = readLine(in, buffer);
      Bytes line = Bytes.owned(buffer.toByteArray());
      if (!isBlank(line)) {
        return parsed(line) instanceof Parsed.Value(JsonValue value) && value instanceof JsonObject;
      }
    }
    return false;
  }

  /// The whole file as one text, or line by line if it is none.
  private void readText(Path file, Bytes text) throws IOException {
    if (isBlank(text)) {
      return;
    }
    JsonValue value;
    try {
      value = StrictJsonReader.read(text, TEXT_LIMITS);
    } catch (MalformedJsonException noText) {
      lines(file.toString(), new ByteArrayInputStream(text.toArray()));
      return;
    }
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.elements().size(); i++) {
        offer(file + ", element " + i, array.elements().get(i), text);
      }
    } else {
      offer(file.toString(), value, text);
    }
  }

  private void lines(String file, InputStream in) throws IOException {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    boolean isMore = true;
    for (long number = 1; isMore; number++) {
      buffer.reset();
      isMore = readLine(in, buffer);
      Bytes line = Bytes.owned(buffer.toByteArray());
      String place = file + ":" + number;
      if (line.size() > LINE_BYTES_MAX) {
        sink.unreadable(place, "longer than " + LINE_BYTES_MAX + " bytes");
      } else if (!isBlank(line)) {
        switch (parsed(line)) {
          case Parsed.Value(JsonValue value) -> offer(place, value, line);
          case Parsed.Broken(String reason) -> sink.unreadable(place, reason);
        }
      }
    }
  }

  private void offer(String place, JsonValue value, Bytes text) {
    if (value instanceof JsonObject object) {
      sink.event(place, object, text.slice(object.start(), object.end()));
    } else {
      sink.unreadable(place, "not an object but " + value.kind());
    }
  }

  /// Appends a line without its line feed; of a line that is too long, one byte more than is
  /// allowed.
  ///
  /// @return whether a line feed ended it, so that there may be another one
  private static boolean readLine(InputStream in, ByteArrayOutputStream line) throws IOException {
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (line.size() <= LINE_BYTES_MAX) {
        line.write(next);
      }
      next = in.read();
    }
    return next >= 0;
  }

  private sealed interface Parsed {
    record Value(JsonValue value) implements Parsed {}

    record Broken(String reason) implements Parsed {}
  }

  private static Parsed parsed(Bytes line) {
    try {
      return new Parsed.Value(StrictJsonReader.read(line, LINE_LIMITS));
    } catch (MalformedJsonException malformed) {
      return new Parsed.Broken("not JSON: " + malformed.getMessage());
    }
  }

  private static boolean isBlank(Bytes text) {
    for (int i = 0; i < text.size(); i++) {
      if (" \t\r\n".indexOf(text.at(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
