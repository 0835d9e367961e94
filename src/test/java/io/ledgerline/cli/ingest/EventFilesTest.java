package io.ledgerline.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The forms of files that the clients of OpenLineage write, and what is broken in them.
class EventFilesTest {

  @TempDir private Path folder;

  @Test
  void readsOneObjectALineAndKeepsItsBytes() throws IOException {
    // Given
    Path file = file("events.ndjson", "\n{\"a\":1.50}\r\n\n  {\"b\" : 2} \n{\"c\":3}");

    // When
    Found found = read(file);

    // Then
    assertThat(found.events).containsExactly("{\"a\":1.50}", "{\"b\" : 2}", "{\"c\":3}");
    assertThat(found.places).containsExactly(file + ":2", file + ":4", file + ":5");
    assertThat(found.reasons).isEmpty();
  }

  @Test
  void reportsABadLineWithItsNumberAndGoesOn() throws IOException {
    // Given
    Path file = file("events.ndjson", "{\"a\":1}\n{\"b\":\n[2]\n{\"d\":4}\n");

    // When
    Found found = read(file);

    // Then
    assertThat(found.events).containsExactly("{\"a\":1}", "{\"d\":4}");
    assertThat(found.reasons).hasSize(2);
    assertThat(found.reasons.getFirst()).startsWith(file + ":2 ");
    assertThat(found.reasons.getLast()).isEqualTo(file + ":3 not an object but array");
  }

  @Test
  void readsLineByLineWhenOnlyTheFirstLineIsBroken() throws IOException {
    // Given
    Path file = file("events.ndjson", "{\"a\":\n{\"b\":2}\n");

    // When
    Found found = read(file);

    // Then
    assertThat(found.events).containsExactly("{\"b\":2}");
    assertThat(found.reasons).hasSize(1);
  }

  @Test
  void readsAnObjectOverManyLines() throws IOException {
    // Given
    Path file = file("event.json", "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n");

    // When
    Found found = read(file);

    // Then
    assertThat(found.events).containsExactly("{\n  \"a\": {\n    \"b\": 1\n  }\n}");
  }

  @Test
  void readsTheElementsOfAnArray() throws IOException {
    // Given
    Path file = file("events.json", "[{\"a\":1},\n 7,\n {\"c\":3}]");

    // When
    Found found = read(file);

    // Then
    assertThat(found.events).containsExactly("{\"a\":1}", "{\"c\":3}");
    assertThat(found.reasons).containsExactly(file + ", element 1 not an object but number");
  }

  @Test
  void unpacksGzipWhateverTheFileIsCalled() throws IOException {
    // Given
    Path file = folder.resolve("events");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(Bytes.utf8("{\"a\":1}\n{\"b\":2}\n").toArray());
    }

    // When
    Found found = read(file);

    // Then
    assertThat(found.events).containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  @Test
  void readsAFolderInTheOrderOfNamesWithoutHiddenFiles() throws IOException {
    // Given
    file("b.json", "{\"b\":1}");
    file("a.json", "{\"a\":1}");
    file(".hidden.json", "{\"h\":1}");
    Files.createDirectory(folder.resolve("c"));
    file("c/d.json", "{\"d\":1}");

    // When
    Found found = read(folder);

    // Then
    assertThat(found.events).containsExactly("{\"a\":1}", "{\"b\":1}", "{\"d\":1}");
  }

  @Test
  void findsNothingInAnEmptyFile() throws IOException {
    // Given
    Path file = file("empty", " \n\n");

    // When
    Found found = read(file);

    // Then
    assertThat(found.events).isEmpty();
    assertThat(found.reasons).isEmpty();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Found read(Path path) throws IOException {
    Found found = new Found();
    new EventFiles(found).read(path);
    return found;
  }

  private static final class Found implements EventFiles.Sink {
    @Override
    public void begin(String file) {}

    private final List<String> events = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();

    @Override
    public void event(String place, JsonObject content, Bytes json) {
      places.add(place);
      events.add(json.utf8());
    }

    @Override
    public void unreadable(String place, String reason) {
      reasons.add(place + " " + reason);
    }
  }
}
