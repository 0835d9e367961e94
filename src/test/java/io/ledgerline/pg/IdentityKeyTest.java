package io.ledgerline.pg;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerline.entry.Identity;
import io.ledgerline.merkle.Digest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What the store keeps of an identity, against values computed with another implementation.
class IdentityKeyTest {

  private static final Identity IDENTITY =
      new Identity(
          Digest.parseHex("90ace768d2b9a797b53f7b2982e3121afc646d222a635147f5c1cb5514654972"),
          Digest.parseHex("d2a0f64a2602e32ae298c6aedc6c0c0e69f9164552246284fee906ea676b2577"));

  @Test
  void keepsTheKeyedDigestsThatTheFormatsName() {
    // Given
    byte[] bytes = new byte[IdentityKey.SIZE_BYTES];
    Arrays.fill(bytes, (byte) 3);

    // When
    IdentityKey key = new IdentityKey(bytes);

    // Then
    assertThat(key.keyHash(IDENTITY.key()).toHex())
        .isEqualTo("45324bc2bfac18d6cf06f06fe1f2a4dfa7f5a674025af18cacd2f31d9e28ca6e");
    assertThat(key.contentHash(IDENTITY).toHex())
        .isEqualTo("b2896c866dbecd82d6095df06a565d7a46a7ad03bb74d8e0f2d5b1f6aa2cd9c0");
  }
}
