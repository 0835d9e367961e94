package io.ledgerline.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.canon.Bytes;
import io.ledgerline.canon.JsonLimits;
import io.ledgerline.canon.JsonPointer;
import io.ledgerline.canon.JsonValue;
import io.ledgerline.canon.StrictJsonReader;
import io.ledgerline.entry.ChainHash;
import io.ledgerline.entry.Commitment;
import io.ledgerline.entry.DataUnit;
import io.ledgerline.entry.Frame;
import io.ledgerline.entry.Identity;
import io.ledgerline.entry.Leaf;
import io.ledgerline.entry.Payload;
import io.ledgerline.entry.Salt;
import io.ledgerline.note.SignedNote;
import io.ledgerline.note.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The worked example of `docs/reference/formats.md` is what the code does.
class FormatsDocumentTest {

  private static final Pattern BLOCK =
      Pattern.compile("```(?:json)?\\n(.*?)\\n```", Pattern.DOTALL);

  private String document = "";
  private List<String> blocks = List.of();

  @BeforeEach
  void readTheExample() throws IOException {
    document = Files.readString(Path.of("docs/reference/formats.md"));
    String example = document.substring(document.indexOf("## A worked example"));
    blocks = BLOCK.matcher(example).results().map((MatchResult block) -> block.group(1)).toList();
  }

  @Test
  void theEventIsCutAndCommittedToAsTheExampleSays() {
    // Given
    Bytes event = Bytes.utf8(blocks.get(0));
    Payload payload =
        new Payload(
            "application/json",
            salt(0x20),
            List.of(
                new DataUnit("", salt(0x10), Bytes.utf8(blocks.get(1))),
                unit(event, "/job/facets/documentation", 0x11),
                unit(event, "/run/facets/ownership", 0x12)));

    // When
    Commitment commitment = payload.commitment();
    Leaf leaf = Leaf.parse(Bytes.utf8(blocks.get(2)));

    // Then
    assertThat(payload.accepted()).isEqualTo(event);
    for (int i = 0; i < 3; i++) {
      assertThat(document).contains("| d_" + i + " | `" + commitment.unitDigests().get(i) + "` |");
    }
    assertThat(leaf.payloadRoot()).isEqualTo(commitment.payloadRoot());
    assertThat(leaf.eventDigest()).isEqualTo(commitment.eventDigest());
    assertThat(document)
        .contains("| payload root | `" + commitment.payloadRoot() + "` |")
        .contains("| event digest | `" + commitment.eventDigest() + "` |")
        .contains("| leaf hash | `" + leaf.hash() + "` |")
        .contains(
            "| chain hash as entry 0 | `"
                + ChainHash.next(ChainHash.BEFORE_FIRST, 0, leaf.hash())
                + "` |");
  }

  @Test
  void theIdentityIsDigestedAndKeyedAsTheExampleSays() throws GeneralSecurityException {
    // Given
    JsonValue event =
        read("{\"b\":[1.50e+2,true,null,\"é\"],\"a\":{},\"\\ufb33\":false,\"😀\":\"z\"}");
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 3);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));

    // When
    Identity identity = Identity.ofContent("t-0001", event);
    String keptOfTheKey = HexFormat.of().formatHex(mac.doFinal(identity.key().toArray()));
    mac.update(identity.key().toArray());
    String keptOfTheContent = HexFormat.of().formatHex(mac.doFinal(identity.content().toArray()));

    // Then
    assertThat(document)
        .contains("`" + identity.content() + "`")
        .contains("`" + identity.key() + "`")
        .contains("`" + keptOfTheKey + "`")
        .contains("`" + keptOfTheContent + "`");
  }

  @Test
  void theFrameIsTheExamplesBytes() {
    // When
    Frame frame =
        Frame.parse(Bytes.owned(HexFormat.of().parseHex(blocks.get(3).replaceAll("\\s", ""))));

    // Then
    assertThat(frame.headers())
        .extracting(header -> header.name() + ": " + header.value().utf8())
        .containsExactly("ce-id: 42", "content-type: application/json");
    assertThat(frame.data().utf8()).isEqualTo("{\"a\":1}");
  }

  @Test
  void theCheckpointIsSignedByTheExamplesKey() {
    // Given
    SignedNote note = SignedNote.parse((blocks.get(5) + "\n").getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(note.verifiedText(List.of(VerifierKey.parse(blocks.get(4))))).contains("\n8\n");
  }

  @Test
  void theLimitsOfABundleAreThoseOfTheText() {
    assertThat(document)
        .contains("(" + BundleFormat.FILE_BYTES_MAX + " bytes)")
        .contains("(" + BundleFormat.DESCRIPTION_BYTES_MAX + " bytes)")
        .contains("(" + BundleFormat.BUNDLE_BYTES_MAX + " bytes)")
        .contains(" " + BundleFormat.FILES_MAX + " files");
  }

  @Test
  void theBundleOfTheTestsKeepsItsBytes() {
    // The whole format in one value, which a program of other origin (Python's zipfile, hashlib
    // and cryptography) has rebuilt byte for byte. It changes only with a new version.
    assertThat(Manifest.sha256(TestBundles.zip()))
        .hasToString("f06aaa1c2c1514dd21c4695b1e9ea10cc87edc56518a9425b6c7ee22d5690e76");
  }

  private static DataUnit unit(Bytes event, String pointer, int salt) {
    JsonValue value = JsonPointer.parse(pointer).find(read(event.utf8())).orElseThrow();
    return new DataUnit(pointer, salt(salt), event.slice(value.start(), value.end()));
  }

  private static JsonValue read(String text) {
    return StrictJsonReader.read(Bytes.utf8(text), JsonLimits.OWN_RECORDS);
  }

  private static Salt salt(int value) {
    byte[] bytes = new byte[Salt.SIZE_BYTES];
    Arrays.fill(bytes, (byte) value);
    return new Salt(Bytes.owned(bytes));
  }
}
