package io.ledgerline.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.merkle.Digest;
import io.ledgerline.note.VerifierKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every byte that is stored or hashed for ever, by values that were computed elsewhere (Python's
/// hashlib, from the formulas of `docs/reference/formats.md`). A value here never changes.
class StoredFormatsTest {

  private static final String EVENT =
      "{\"eventTime\":\"2026-01-01T00:00:00Z\",\"job\":{\"facets\":{\"documentation\":"
          + "{\"description\":\"load \\u00e9\"}},\"namespace\":\"demo\",\"name\":\"load\"},"
          + "\"run\":{\"facets\":{\"ownership\":{\"owners\":[{\"name\":\"Ada\"}]}}}}";

  private static final String REST =
      "{\"eventTime\":\"2026-01-01T00:00:00Z\",\"job\":{\"facets\":{\"documentation\":null},"
          + "\"namespace\":\"demo\",\"name\":\"load\"},\"run\":{\"facets\":{\"ownership\":null}}}";

  private static final String LEAF =
      "{\"event_digest\":\"e+w1GVZ+Oio6k9fumKwW3BU/LaIQ7mnz/MzmpLDxzhk=\","
          + "\"media_type\":\"application/json\","
          + "\"payload_root\":\"zBNWGQbetKjpvqSAqCmQUL/9mxboWsmhk7uD7hGAgMM=\","
          + "\"producer\":\"demo-producer\",\"received_at\":\"2026-01-01T00:00:00.000000Z\","
          + "\"redactions\":\"0\",\"tenant\":\"t-0001\",\"type\":\"openlineage-event\","
          + "\"units\":\"3\",\"v\":\"1\"}";

  private static final LogId LOG = LogId.parse("00112233-4455-4677-8899-aabbccddeeff");

  private static final VerifierKey KEY =
      VerifierKey.parse(
          "ledgerline.example/demo+44fd1502+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c");

  @Test
  void aUnitIsHashedUnderItsLabelWithSaltAndPointer() {
    assertThat(payload().units())
        .extracting(unit -> unit.digest().toHex())
        .containsExactly(
            "815da763fcceb0de7aa51e706c5ed1c2cd7d7f0140665026b44c0e5ecc0f5366",
            "1c630ea08497a48b4bb1219c1fdaa367a70655e7d2639d30258b6452a0a95f26",
            "91995a2bb49323cfd61fa0bbd2efeb51b316141734a8f1191766f8d63329f1a3");
  }

  @Test
  void aPayloadIsCutAsInTheWorkedExample() {
    // Given
    JsonValue json = StrictJsonReader.read(Bytes.utf8(EVENT), JsonLimits.OWN_RECORDS);
    List<JsonPointer> personal =
        List.of(
            JsonPointer.parse("/run/facets/ownership"),
            JsonPointer.parse("/job/facets/documentation"));

    // When
    Payload cut =
        Payload.cut("application/json", Bytes.utf8(EVENT), json, personal, new CountingBytes());

    // Then
    assertThat(cut.units())
        .extracting(unit -> unit.pointer() + " " + unit.value().utf8())
        .containsExactly(
            " " + REST,
            "/job/facets/documentation {\"description\":\"load \\u00e9\"}",
            "/run/facets/ownership {\"owners\":[{\"name\":\"Ada\"}]}");
  }

  @Test
  void aPayloadIsCommittedToByTheTreeOfItsUnitsAndAsAWhole() {
    // When
    Commitment commitment = payload().commitment();

    // Then
    assertThat(commitment.payloadRoot())
        .hasToString("cc13561906deb4a8e9bea480a8299050bffd9b16e85ac9a193bb83ee118080c3");
    assertThat(commitment.eventDigest())
        .hasToString("7bec3519567e3a2a3a93d7ee98ac16dc153f2da210ee69f3fccce6a4b0f1ce19");
    assertThat(Commitment.payloadRoot(commitment.unitDigests().subList(0, 1)))
        .hasToString("310b004b179109b9798b2fb85d71ad5d01dd329fac5989f57a6efad4823f31bb");
  }

  @Test
  void aLeafIsCanonicalJsonAndHashedAsOneOfTheTree() {
    // When
    Leaf leaf = leaf();

    // Then
    assertThat(leaf.json()).hasToString(LEAF);
    assertThat(leaf.json().size()).isEqualTo(310);
    assertThat(leaf.hash())
        .hasToString("7fc63d2f28706967b451d2492035fc2ba8455b9cec31f6d933874363cfe2fd13");
    assertThat(Leaf.parse(Bytes.utf8(LEAF))).isEqualTo(leaf);
  }

  @Test
  void anEntryIsChainedToItsIndexAndToTheOneBefore() {
    // Given
    Digest second = Digest.ofLeaf(ByteBuffer.wrap("second".getBytes(StandardCharsets.US_ASCII)));

    // When
    Digest first = ChainHash.next(ChainHash.BEFORE_FIRST, 0, leaf().hash());

    // Then
    assertThat(first)
        .hasToString("33758629b15829a51834b6d8e12645fba9e26626ca4e0c6bfb3d649616c91fce");
    assertThat(ChainHash.next(first, 1, second))
        .hasToString("4b9c02c7fd7fb24f6ac165748806e72825c6ad99261bd82ea5767588518f083e");
    assertThat(ChainHash.next(first, 0x0102030405060708L, second))
        .hasToString("d72b24c136c58270dceebb8df1cfa0d6576c534fea66851998b8cba8af741866");
  }

  @Test
  void aFrameHasItsHeadersBeforeItsData() {
    // Given
    Frame frame =
        new Frame(
            List.of(
                new Frame.Header("ce-id", Bytes.utf8("42")),
                new Frame.Header("content-type", Bytes.utf8("application/json"))),
            Bytes.utf8("{\"a\":1}"));
    String hex =
        "6c65646765726c696e652f6672616d652f76310a" // the label and a line feed
            + "00000002" // two headers
            + "00000005"
            + "63652d6964"
            + "00000002"
            + "3432"
            + "0000000c"
            + "636f6e74656e742d74797065"
            + "00000010"
            + "6170706c69636174696f6e2f6a736f6e"
            + "7b2261223a317d";

    // Then
    assertThat(HexFormat.of().formatHex(frame.render().toArray())).isEqualTo(hex);
    assertThat(frame.dataOffset()).isEqualTo(75);
    assertThat(Frame.parse(Bytes.owned(HexFormat.of().parseHex(hex)))).isEqualTo(frame);
  }

  @Test
  void contentIsDigestedWithTagsLengthsAndSortedNames() {
    // Given
    String spaced =
        "{ \"b\": [1.50e+2, true, null, \"\\u00e9\"], \"a\": {},\n"
            + " \"\ufb33\": false, \"😀\": \"z\"}";
    String sorted =
        "{\"a\":{},\"b\":[1.50e+2,true,null,\"é\"],\"\\ud83d\\ude00\":\"z\",\"\ufb33\":false}";

    // Then
    assertThat(List.of(content(spaced), content(sorted)))
        .allSatisfy(
            digest ->
                assertThat(digest)
                    .hasToString(
                        "d2a0f64a2602e32ae298c6aedc6c0c0e69f9164552246284fee906ea676b2577"));
    assertThat(content(sorted.replace("1.50e+2", "150"))).isNotEqualTo(content(sorted));
  }

  @Test
  void anIdentityNamesItsKindItsTenantAndTheEvent() {
    // Given
    JsonValue event =
        StrictJsonReader.read(
            Bytes.utf8("{\"b\":[1.50e+2,true,null,\"é\"],\"a\":{},\"\ufb33\":false,\"😀\":\"z\"}"),
            JsonLimits.OWN_RECORDS);

    // When
    Identity lineage = Identity.ofContent("t-0001", event);
    Identity cloudEvent =
        Identity.ofCloudEvent("t-0001", "urn:example:hr", "42", "io.ledgerline.decision.v1", event);
    Identity system =
        Identity.ofSystem("t-0001", "io.ledgerline.document-export.v1", "card-1", event);

    // Then
    assertThat(lineage.key())
        .hasToString("90ace768d2b9a797b53f7b2982e3121afc646d222a635147f5c1cb5514654972");
    assertThat(cloudEvent.key())
        .hasToString("a3c16a529577d7140f0acb567ca797f33197ccd58d9e61798c4918959d2fe3ca");
    assertThat(system.key())
        .hasToString("01ac46fe49b92d62df20defb10016436595f99c7b0e24a00cb64628ba6c39c90");
    assertThat(List.of(cloudEvent.content(), system.content())).containsOnly(lineage.content());
  }

  @Test
  void aReceiptIsCanonicalJson() {
    // Given
    String text =
        "{\"event_salt\":\"ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICA=\",\"index\":7,"
            + "\"leaf\":\""
            + LEAF.replace("\"", "\\\"")
            + "\","
            + "\"leaf_hash\":\"f8Y9LyhwaWe0UdJJIDX8K6hFW5zsMfbZM4dDY8/i/RM=\","
            + "\"log\":\"00112233-4455-4677-8899-aabbccddeeff\","
            + "\"origin\":\"ledgerline.example/demo\",\"unit_salts\":["
            + "{\"pointer\":\"\",\"salt\":\"EBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBA=\"},"
            + "{\"pointer\":\"/job/facets/documentation\","
            + "\"salt\":\"ERERERERERERERERERERERERERERERERERERERERERE=\"},"
            + "{\"pointer\":\"/run/facets/ownership\","
            + "\"salt\":\"EhISEhISEhISEhISEhISEhISEhISEhISEhISEhISEhI=\"}],\"v\":\"1\"}";

    // When
    Receipt receipt = Receipt.of(LOG, KEY.name(), 7, leaf(), payload());

    // Then
    assertThat(receipt.toJson()).hasToString(text);
    assertThat(Receipt.parse(Bytes.utf8(text))).isEqualTo(receipt);
    assertThat(receipt.opens(Bytes.utf8(EVENT))).isTrue();
  }

  @Test
  void aGenesisIsCanonicalJson() {
    // Given
    String text =
        "{\"base_iri\":\"https://ledgerline.example/demo\",\"formats\":{\"bundle\":\"1\","
            + "\"chain\":\"1\",\"content\":\"1\",\"event\":\"1\",\"frame\":\"1\",\"identity\":\"1\","
            + "\"leaf\":\"1\",\"receipt\":\"1\",\"unit\":\"1\"},\"key\":\""
            + KEY.text()
            + "\","
            + "\"log\":\"00112233-4455-4677-8899-aabbccddeeff\","
            + "\"origin\":\"ledgerline.example/demo\",\"segment_size\":1048576,"
            + "\"tenant\":\"t-0001\",\"v\":\"1\"}";

    // When
    Genesis genesis =
        new Genesis(
            LOG,
            KEY.name(),
            "https://ledgerline.example/demo",
            "t-0001",
            KEY,
            Genesis.SEGMENT_SIZE);

    // Then
    assertThat(genesis.toJson()).hasToString(text);
    assertThat(Genesis.parse(Bytes.utf8(text))).isEqualTo(genesis);
  }

  private static Payload payload() {
    return new Payload(
        "application/json",
        salt("20"),
        List.of(
            new DataUnit("", salt("10"), Bytes.utf8(REST)),
            new DataUnit(
                "/job/facets/documentation",
                salt("11"),
                Bytes.utf8("{\"description\":\"load \\u00e9\"}")),
            new DataUnit(
                "/run/facets/ownership",
                salt("12"),
                Bytes.utf8("{\"owners\":[{\"name\":\"Ada\"}]}"))));
  }

  private static Leaf leaf() {
    return new LeafDraft(
            "openlineage-event",
            "application/json",
            "demo-producer",
            "t-0001",
            payload().commitment(),
            0)
        .receivedAt(Instant.parse("2026-01-01T00:00:00.000000999Z"));
  }

  private static Salt salt(String hex) {
    return new Salt(Bytes.owned(HexFormat.of().parseHex(hex.repeat(Salt.SIZE_BYTES))));
  }

  private static Digest content(String text) {
    return Identity.contentDigest(StrictJsonReader.read(Bytes.utf8(text), JsonLimits.OWN_RECORDS));
  }

  /// Yields each byte value once: salts that differ from each other.
  private static final class CountingBytes implements java.util.random.RandomGenerator {

    private long next;

    @Override
    public long nextLong() {
      return next++;
    }
  }
}
