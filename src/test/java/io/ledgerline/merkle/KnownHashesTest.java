package io.ledgerline.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 6962 hashes of fixed inputs, computed elsewhere, and the spellings of digests.
class KnownHashesTest {

  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  @Test
  void hashesLeavesAndNodesUnderTheirPrefixes() {
    // Given
    ByteBuffer leaf = StandardCharsets.US_ASCII.encode("L123456");

    // Then
    assertThat(Digest.ofLeaf(leaf))
        .hasToString("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    assertThat(new Hasher().u8(1).label("N123").label("N456").finish())
        .hasToString("aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb");
    assertThat(leaf.remaining()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
  })
  void hasTheKnownRoots(int size, String root) {
    // Given
    List<Digest> hashes =
        LEAVES.subList(0, size).stream()
            .map(hex -> Digest.ofLeaf(ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
            .toList();

    // Then
    assertThat(Frontier.EMPTY.append(hashes).root()).hasToString(root);
  }

  @Test
  void writesIntegersBigEndianAndTextsWithTheirLength() {
    // Given
    byte[] written =
        HexFormat.of().parseHex("0a" + "01020304" + "0102030405060708" + "00000002c3a9");

    // When
    Digest digest =
        new Hasher().u8(0x10a).u32(0x01020304).u64(0x0102030405060708L).text("é").finish();

    // Then
    assertThat(digest).isEqualTo(new Hasher().bytes(ByteBuffer.wrap(written)).finish());
    assertThatThrownBy(() -> new Hasher().text("\ud800"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
        "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==",
        ""
      })
  void refusesEveryOtherSpellingOfADigest(String base64) {
    assertThatThrownBy(() -> Digest.parseBase64(base64))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsWhatItWrites() {
    assertThat(Digest.parseBase64(Digest.EMPTY_ROOT.toBase64())).isEqualTo(Digest.EMPTY_ROOT);
    assertThat(Digest.parseHex(Digest.EMPTY_ROOT.toHex())).isEqualTo(Digest.EMPTY_ROOT);
    assertThatThrownBy(() -> Digest.parseHex("AA".repeat(32)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Digest.parseHex("aa".repeat(31)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
