package io.ledgerline.stream.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DatasetGraphFactory;

/// A Fuseki as it is in Maven Central, with the module that reads from Kafka, in a process of its
/// own, set up as `docs/how-to/feed-fuseki.md` says: nothing of ours is in it.
final class FusekiProcess implements AutoCloseable {

  private static final Path PAGE = Path.of("docs/how-to/feed-fuseki.md");
  private static final Path CLASSPATH = Path.of("target", "fuseki.classpath");
  private static final Duration ANSWER_MAX = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = ServiceProcess.freePort();
  private final Path log;
  private final Process process;

  /// Starts one that serves a topic as `/ledger`.
  FusekiProcess(Path directory, String broker, String topic) throws IOException {
    assumeThat(CLASSPATH).as("skipped: %s is made without -Dquick", CLASSPATH).exists();
    Path config = directory.resolve("fuseki.ttl");
    Path program = directory.resolve("ServeFromKafka.java");
    log = directory.resolve("fuseki.log");
    Files.writeString(
        config,
        block("turtle")
            .replace("kafka-1:9092", broker)
            .replace("ledgerline_graph.1", topic)
            .replace("/var/lib/fuseki", directory.toAbsolutePath().toString()));
    Files.writeString(program, block("java"));
    Files.createDirectories(directory.resolve(topic));
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    Files.readString(CLASSPATH),
                    program.toString(),
                    "--modules=true",
                    "--localhost",
                    "--port=" + port,
                    "--conf=" + config))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  /// Waits until its graph stands at an entry.
  void await(long position) throws IOException, InterruptedException {
    String query =
        "ASK { GRAPH ?g { ?g <https://w3id.org/ledgerline/ns#position> ?p } FILTER (?p = %d) }"
            .formatted(position);
    URI uri =
        uri("?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&format=text/csv");
    CountDownLatch never = new CountDownLatch(1);
    long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
    while (!answers(uri)) {
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      if (System.nanoTime() > deadline || never.await(200, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(position + " is not there: " + Files.readString(log));
      }
    }
  }

  /// Everything that it serves.
  List<String> quads() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri("")).header("Accept", "application/n-quads").build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    DatasetGraph read = DatasetGraphFactory.create();
    RDFParser.fromString(answer.body(), Lang.NQUADS).parse(read);
    return OutWorld.quads(read);
  }

  @Override
  public void close() {
    http.close();
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /// What the page for users has in a language.
  private static String block(String language) throws IOException {
    String page = Files.readString(PAGE);
    String begin = "```" + language + "\n";
    int from = page.indexOf(begin) + begin.length();
    assertThat(from).as("a block of %s", language).isGreaterThan(begin.length());
    return page.substring(from, page.indexOf("```", from));
  }

  private boolean answers(URI uri) throws IOException, InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().contains("true");
    } catch (ConnectException starting) {
      return false;
    }
  }

  private URI uri(String query) {
    return URI.create("http://127.0.0.1:" + port + "/ledger" + query);
  }
}
