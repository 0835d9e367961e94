package io.ledgerline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.entry.Receipt;
import io.ledgerline.http.Requests;
import io.ledgerline.merkle.InclusionProof;
import io.ledgerline.note.Checkpoint;
import io.ledgerline.note.InclusionFile;
import io.ledgerline.wiring.Flood;
import io.ledgerline.wiring.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Load on a packaged service, whatever happens to it meanwhile, and what must hold afterwards.
final class Drill {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final int CONNECTIONS = 32;
  private static final int OVERLOADED = 503;
  private static final int PROVED_MAX = 100;

  private static final AtomicInteger DRILLS = new AtomicInteger();

  private final Map<String, Receipt> receiptByEvent = new TreeMap<>();

  /// No two drills send the same events: each makes the log grow.
  private final int number = DRILLS.incrementAndGet();

  private final int events;
  private final int connections;
  private int floods;

  /// Sends so many events at a time.
  Drill(int events) {
    this(events, CONNECTIONS);
  }

  /// The same over so many connections.
  Drill(int events, int connections) {
    this.events = events;
    this.connections = connections;
  }

  /// Sends events until something has happened; returns when every one is answered or broke off.
  void under(ServiceProcess service, Runnable what) {
    CompletableFuture<Void> happening =
        CompletableFuture.runAsync(what, Thread.ofPlatform().daemon()::start);
    do {
      floods++;
      Flood flood = new Flood(service, prefix()).send(events, connections);
      assertThat(Set.copyOf(flood.statuses())).isSubsetOf(Set.of(200, 201, 503));
      remember(flood);
    } while (!happening.isDone());
    happening.join();
  }

  private String prefix() {
    return "flood-" + number + "-" + floods + "-";
  }

  /// Sends the last events again, which all must be taken; then every receipt that was ever given
  /// still holds, no two events share a position, and all that is stored fits.
  void check(ServiceProcess service) {
    service.await(() -> isTaken(service), SOON);
    Flood again = new Flood(service, prefix()).sendAll(events, connections);
    assertThat(again.receiptByEvent()).hasSize(events);
    remember(again);
    assertThat(receiptByEvent.values().stream().map(Receipt::index).distinct())
        .hasSameSizeAs(receiptByEvent.values());
    long newest = receiptByEvent.values().stream().mapToLong(Receipt::index).max().orElseThrow();
    service.await(() -> checkpoint(service).size() > newest, SOON);
    receiptByEvent.entrySet().stream()
        .skip(Math.max(0, receiptByEvent.size() - PROVED_MAX))
        .forEach(one -> assertProved(service, one.getKey(), one.getValue()));
    assertThat(patiently(service, () -> service.post("/api/v1/check")).body())
        .contains("\"sound\":true");
  }

  /// Whether an event is taken now.
  private static boolean isTaken(ServiceProcess service) {
    try {
      return service.record(Requests.runEvent("is it there")).statusCode() / 100 == 2;
    } catch (IOException broken) {
      return false;
    }
  }

  private void remember(Flood flood) {
    flood
        .receiptByEvent()
        .forEach(
            (event, receipt) -> {
              Receipt before = receiptByEvent.putIfAbsent(event, receipt);
              assertThat(receipt).as(event).isEqualTo(before == null ? receipt : before);
            });
  }

  private static void assertProved(ServiceProcess service, String event, Receipt receipt) {
    assertThat(receipt.opens(Bytes.utf8(event))).as(event).isTrue();
    String path = "/api/v1/entries/" + receipt.index() + "/proof";
    byte[] body =
        patiently(service, () -> service.get(path)).body().getBytes(StandardCharsets.UTF_8);
    InclusionFile file = InclusionFile.parse(body);
    Checkpoint signed = Checkpoint.parse(file.checkpoint().text());
    assertThat(
            new InclusionProof(receipt.index(), signed.size(), file.hashes())
                .proves(receipt.leaf().hash(), signed.root()))
        .as(event)
        .isTrue();
  }

  /// An answer, asked for again while it is to come again.
  private static HttpResponse<String> patiently(
      ServiceProcess service, Supplier<HttpResponse<String>> question) {
    AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();
    service.await(
        () -> {
          answer.set(question.get());
          return answer.get().statusCode() != OVERLOADED;
        },
        SOON);
    return answer.get();
  }

  private static Checkpoint checkpoint(ServiceProcess service) {
    List<String> lines = service.get("/log/checkpoint").body().lines().limit(3).toList();
    return Checkpoint.parse(lines.stream().collect(Collectors.joining("\n", "", "\n")));
  }
}
