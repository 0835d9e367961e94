package io.ledgerline.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.JsonValue.JsonNull;
import io.ledgerline.canon.StrictJsonReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Cutting, putting together again, and what a receipt opens.
class PayloadTest {

  private static final String JSON_TYPE = "application/json";

  @Test
  void takesTheOutermostOfNestedPointersAndEachPlaceOnce() {
    // When
    Payload payload = cut(JSON_TYPE, "{\"a\":{\"b\":[1,2]},\"c\":3}", "/a/b/0", "/a", "/a", "/a/b");

    // Then
    assertThat(texts(payload)).containsExactly(" {\"a\":null,\"c\":3}", "/a {\"b\":[1,2]}");
  }

  @Test
  void cutsElementsOfAnArrayAndValuesThatAreNull() {
    // When
    Payload payload = cut(JSON_TYPE, "[ {\"x\":null} ,null, \"ü\"]", "/2", "/0/x", "/1", "/7", "");

    // Then
    assertThat(texts(payload))
        .containsExactly(" [ {\"x\":null} ,null, null]", "/0/x null", "/1 null", "/2 \"ü\"");
    assertThat(payload.accepted().utf8()).isEqualTo("[ {\"x\":null} ,null, \"ü\"]");
  }

  @Test
  void cutsEveryRepetitionOfAMember() {
    // Given
    String event = "{\"f\":{\"own\":\"Ada\",\"n\":1},\"f\":{\"own\":\"Ada\",\"n\":1}}";

    // When
    Payload payload = cut(JSON_TYPE, event, "/f/own");

    // Then
    assertThat(texts(payload))
        .containsExactly(
            " {\"f\":{\"own\":null,\"n\":1},\"f\":{\"own\":null,\"n\":1}}",
            "/f/own \"Ada\"",
            "/f/own \"Ada\"");
    assertThat(payload.accepted().utf8()).isEqualTo(event);
    assertThat(receipt(payload).opens(Bytes.utf8(event))).isTrue();
  }

  @Test
  void cutsTheDataOfAFrameAndKeepsItsHeaders() {
    // Given
    Frame frame =
        new Frame(
            List.of(new Frame.Header("ce-id", Bytes.utf8("42"))), Bytes.utf8("{\"a\":1,\"b\":2}"));

    // When
    Payload payload = cut(Frame.MEDIA_TYPE, frame.render(), frame.data(), "/b");

    // Then
    assertThat(Frame.parse(payload.units().getFirst().value()).data().utf8())
        .isEqualTo("{\"a\":1,\"b\":null}");
    assertThat(payload.accepted()).isEqualTo(frame.render());
    assertThat(receipt(payload).opens(frame.render())).isTrue();
  }

  @Test
  void keepsBytesThatAreNoJsonInOneUnit() {
    // Given
    Bytes data = Bytes.owned(new byte[] {0, (byte) 0xff});
    Bytes frame = new Frame(List.of(), data).render();

    // When
    Payload payload = Payload.whole(Frame.MEDIA_TYPE, frame, new Random(1));

    // Then
    assertThat(payload.accepted()).isEqualTo(frame);
    assertThat(receipt(payload).opens(frame)).isTrue();
    assertThat(receipt(payload).opens(data)).isFalse();
  }

  @Test
  void refusesJsonThatWasNotReadFromTheBytes() {
    // Given
    Bytes event = Bytes.utf8("{\"a\":1}");
    JsonValue made = JsonValue.JsonObject.of(java.util.Map.of("a", JsonNull.of()));

    // Then
    assertThatThrownBy(
            () ->
                Payload.cut(
                    JSON_TYPE, event, made, List.of(JsonPointer.parse("/a")), new Random(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givesBackRandomDocumentsWhateverIsCut() {
    // Given
    long seed = 20_260_104;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      List<JsonPointer> pointers = new ArrayList<>();
      write(random, JsonPointer.ROOT, 0, text, pointers);
      Bytes event = Bytes.utf8(text.toString());
      List<JsonPointer> personal =
          pointers.stream().filter(pointer -> random.nextInt(4) == 0).toList();

      // When
      Payload payload = Payload.cut(JSON_TYPE, event, read(event), personal, random);

      // Then
      assertThat(payload.accepted()).as("seed %s round %s", seed, round).isEqualTo(event);
      assertThat(receipt(payload).opens(event)).as("seed %s round %s", seed, round).isTrue();
      JsonValue rest = read(payload.units().getFirst().value());
      assertThat(payload.units().stream().skip(1))
          .as("seed %s round %s", seed, round)
          .allMatch(
              unit ->
                  JsonPointer.parse(unit.pointer()).find(rest).orElseThrow() instanceof JsonNull);
    }
  }

  @Test
  void refusesUnitsThatHaveNoPlace() {
    assertThatThrownBy(() -> payload("{\"a\":null}", "/b", "1").accepted())
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("no place for unit /b");
    assertThatThrownBy(() -> payload("{\"a\":0}", "/a", "1").accepted())
        .isInstanceOf(CorruptEntryException.class);
    assertThatThrownBy(() -> payload("{\"a\":null,\"b\":null}", "/b", "1", "/a", "2").accepted())
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("units are not in the order of their places");
    assertThatThrownBy(() -> payload("{\"a\":null}", "/a", "1", "/a", "2").accepted())
        .isInstanceOf(CorruptEntryException.class);
    assertThatThrownBy(() -> payload("no JSON", "/a", "1").accepted())
        .isInstanceOf(CorruptEntryException.class);
  }

  @Test
  void refusesASecondUnitForTheWholeAndAPointerThatIsNone() {
    assertThatThrownBy(() -> payload("null", "", "1"))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("only unit 0 has the empty pointer");
    assertThatThrownBy(() -> payload("null", "a~", "1")).isInstanceOf(CorruptEntryException.class);
    assertThatThrownBy(() -> new Payload(JSON_TYPE, salt(1), List.of()))
        .isInstanceOf(CorruptEntryException.class);
  }

  @Test
  void aReceiptDoesNotOpenOtherBytesOrOtherUnits() {
    // Given
    Bytes event = Bytes.utf8("{\"a\":1,\"b\":2}");
    Receipt receipt = receipt(cut(JSON_TYPE, event, event, "/a"));

    // Then
    assertThat(receipt.opens(event)).isTrue();
    assertThat(
            Stream.of(
                    "{\"a\":1,\"b\":3}", "{\"a\":2,\"b\":2}", "{\"a\":1,\"b\":2} ", "{}", "no JSON")
                .map(Bytes::utf8))
        .noneMatch(receipt::opens);
  }

  private static Receipt receipt(Payload payload) {
    Leaf leaf =
        new LeafDraft("t", payload.mediaType(), "p", "t-1", payload.commitment(), 0)
            .receivedAt(Instant.EPOCH);
    return Receipt.of(LogId.parse("00112233-4455-4677-8899-aabbccddeeff"), "o", 0, leaf, payload);
  }

  private static Payload cut(String mediaType, String event, String... personal) {
    return cut(mediaType, Bytes.utf8(event), Bytes.utf8(event), personal);
  }

  private static Payload cut(String mediaType, Bytes accepted, Bytes json, String... personal) {
    List<JsonPointer> pointers = Stream.of(personal).map(JsonPointer::parse).toList();
    return Payload.cut(mediaType, accepted, read(json), pointers, new Random(1));
  }

  private static Payload payload(String rest, String... unitsAfter) {
    List<DataUnit> units = new ArrayList<>();
    units.add(new DataUnit("", salt(1), Bytes.utf8(rest)));
    for (int i = 0; i < unitsAfter.length; i += 2) {
      units.add(new DataUnit(unitsAfter[i], salt(i), Bytes.utf8(unitsAfter[i + 1])));
    }
    return new Payload(JSON_TYPE, salt(9), units);
  }

  private static List<String> texts(Payload payload) {
    return payload.units().stream()
        .map(unit -> unit.pointer() + " " + unit.value().utf8())
        .toList();
  }

  private static Salt salt(long seed) {
    return Salt.random(new Random(seed));
  }

  private static JsonValue read(Bytes text) {
    return StrictJsonReader.read(text, JsonLimits.OWN_RECORDS);
  }

  private static void write(
      Random random, JsonPointer here, int depth, StringBuilder out, List<JsonPointer> pointers) {
    pointers.add(here);
    int kind = random.nextInt(depth > 3 ? 3 : 5);
    String space = random.nextBoolean() ? " " : "";
    switch (kind) {
      case 0 -> out.append("null");
      case 1 -> out.append("-1.50e3");
      case 2 -> out.append("\"é\\n\\ud83d\\ude00\"");
      default -> { // an array or an object
        out.append(kind == 3 ? '[' : '{');
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
          out.append(i == 0 ? "" : ",").append(space);
          String name = List.of("a/b", "~", "é", "x").get(i);
          if (kind == 4) {
            out.append('"').append(name).append("\":").append(space);
          }
          write(random, kind == 3 ? here.then(i) : here.then(name), depth + 1, out, pointers);
        }
        out.append(space).append(kind == 3 ? ']' : '}');
      }
    }
  }
}
