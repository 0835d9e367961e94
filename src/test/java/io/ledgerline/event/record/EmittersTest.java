package io.ledgerline.event.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.event.Reading;
import io.ledgerline.event.Reading.Valid;
import io.ledgerline.event.RealEvents;
import io.ledgerline.house.Generated;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docs/how-to/send-each-kind-of-record.md` says to copy sends a valid record of every kind.
/// `-Dgolden.update` writes its blocks anew from the examples.
class EmittersTest {

  private static final Path PAGE = Path.of("docs/how-to/send-each-kind-of-record.md");
  private static final String MARK = "<!-- kinds -->\n";
  private static final List<String> OF_THE_EMITTER =
      List.of("recordId", "namespace", "occurredAt", "producer");
  private static final List<String> KINDS =
      Arrays.stream(RecordKind.values()).map(RecordKind::type).toList();

  @TempDir private static Path directory;
  private static HttpServer server;
  private static final List<String> RECEIVED = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/events", EmittersTest::receive);
    server.start();
  }

  @AfterAll
  static void close() {
    server.stop(0);
  }

  @Test
  void hasABlockForEveryKind() throws IOException {
    // Given
    String page = Files.readString(PAGE);
    StringBuilder expected = new StringBuilder(page.substring(0, page.indexOf(MARK)) + MARK);

    // When
    for (RecordKind kind : RecordKind.values()) {
      expected.append(section(kind));
    }

    // Then
    Generated.holds(PAGE, expected.toString());
  }

  @Test
  void sendsEveryKindWithCurl() throws Exception {
    // Given
    String script = String.join("\n", blocks("sh"));

    // When
    run(script, "sh");

    // Then
    assertThat(taken()).containsExactlyElementsOf(KINDS);
  }

  @Test
  void sendsEveryKindWithPython() throws Exception {
    // Given
    assumeThat(Path.of("/usr/bin/python3")).as("skipped: no python3").exists();
    StringBuilder script = new StringBuilder(blocks("python").getFirst());
    for (RecordKind kind : RecordKind.values()) {
      script.append("send(\"%s\", json.loads('''%s'''))\n".formatted(kind.slug(), fields(kind)));
    }

    // When
    run(script.toString(), "/usr/bin/python3");

    // Then
    assertThat(taken()).containsExactlyElementsOf(KINDS);
  }

  @Test
  void sendsEveryKindWithJava() throws Exception {
    // Given
    Path source = Files.writeString(directory.resolve("Emitter.java"), blocks("java").getFirst());
    int compiled =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", "" + source);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      Class<?> type = loader.loadClass("Emitter");
      Object emitter =
          type.getConstructor(String.class, String.class).newInstance(ledger(), "a-key");
      Method send = type.getMethod("send", String.class, String.class);

      // When
      for (RecordKind kind : RecordKind.values()) {
        assertThat(send.invoke(emitter, kind.slug(), fields(kind))).isEqualTo("{}");
      }
    }

    // Then
    assertThat(compiled).isZero();
    assertThat(taken()).containsExactlyElementsOf(KINDS);
  }

  private static void run(String script, String interpreter) throws Exception {
    Path file = Files.writeString(directory.resolve("script"), script);
    File output = directory.resolve("output").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(interpreter, file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output);
    builder.environment().putAll(Map.of("LEDGER", ledger(), "KEY", "a-key"));
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as("%s", Files.readString(output.toPath())).isZero();
  }

  private static String ledger() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /// What was received since the last call: the type of each valid record, what is wrong with the
  /// others.
  private static List<String> taken() {
    List<String> taken = List.copyOf(RECEIVED);
    RECEIVED.clear();
    return taken;
  }

  private static void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonValue body = RealEvents.json(Bytes.owned(exchange.getRequestBody().readAllBytes()));
      List<BinaryHeader> headers =
          exchange.getRequestHeaders().entrySet().stream()
              .map(header -> Map.entry(header.getKey().toLowerCase(Locale.ROOT), header))
              .filter(e -> e.getKey().startsWith("ce-") || e.getKey().equals("content-type"))
              .map(
                  e -> new BinaryHeader(e.getKey(), Bytes.utf8(e.getValue().getValue().getFirst())))
              .toList();
      boolean isBinary = headers.size() > 1;
      Reading<RecordReader.Carried> reading =
          isBinary ? RecordReader.binary(headers, body) : RecordReader.structured(body);
      RECEIVED.add(
          reading instanceof Valid<RecordReader.Carried>(var carried, var _)
              ? carried.event().type()
              : reading.toString());
      byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(201, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static List<String> blocks(String language) throws IOException {
    Matcher matcher =
        Pattern.compile("(?s)```" + language + "\n(.*?)```\n").matcher(Files.readString(PAGE));
    return matcher.results().map(block -> block.group(1)).toList();
  }

  private static String section(RecordKind kind) {
    return """

    ## %s

    %s [Fields](../reference/records.md#%s).

    ```sh
    send %s '%s'
    ```
    """
        .formatted(
            SchemaFiles.of(kind).string("title").orElseThrow(),
            SchemaFiles.of(kind).string("description").orElseThrow(),
            kind.slug(),
            kind.slug(),
            fields(kind));
  }

  /// What the example of a kind says that the emitter does not.
  private static String fields(RecordKind kind) {
    List<String> lines = RealEvents.example(kind.slug()).utf8().lines().toList();
    List<String> data = lines.subList(lines.indexOf("  \"data\": {") + 1, lines.lastIndexOf("  }"));
    List<String> kept = new ArrayList<>();
    boolean isOfTheEmitter = false;
    for (String line : data) {
      if (line.startsWith("    \"")) {
        isOfTheEmitter = OF_THE_EMITTER.contains(line.split("\"", -1)[1]);
      }
      if (!isOfTheEmitter) {
        kept.add(line.substring(2));
      }
    }
    return kept.stream().collect(Collectors.joining("\n", "{\n", "\n}"));
  }
}
