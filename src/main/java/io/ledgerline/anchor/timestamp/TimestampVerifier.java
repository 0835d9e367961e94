package io.ledgerline.anchor.timestamp;

import io.ledgerline.canon.Bytes;
import io.ledgerline.merkle.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;

/// Checks timestamps against trusted certificates (RFC 3161, RFC 5280).
///
/// The certificate that signed has to be for timestamps alone, named in the token, valid at the
/// time of the token, and to lead to a trusted one; whether it was revoked is not asked.
/// Thread-safe.
public final class TimestampVerifier {

  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private final Set<TrustAnchor> trusted;

  /// Trusts authorities that these certificates vouch for.
  ///
  /// @throws IllegalArgumentException if there are none
  public TimestampVerifier(Collection<X509Certificate> trusted) {
    if (trusted.isEmpty()) {
      throw new IllegalArgumentException("no certificate is trusted");
    }
    this.trusted = new HashSet<>();
    trusted.forEach(certificate -> this.trusted.add(new TrustAnchor(certificate, null)));
  }

  /// Trusts the certificates of a file, in PEM or DER.
  ///
  /// @throws IOException if it cannot be read, or holds none
  public static TimestampVerifier ofFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> certificates = new ArrayList<>();
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        certificates.add((X509Certificate) each);
      }
      return new TimestampVerifier(certificates);
    } catch (GeneralSecurityException | IllegalArgumentException none) {
      throw new IOException(file + " holds no X.509 certificates", none);
    }
  }

  /// Checks the answer of an authority, as it is kept.
  ///
  /// @param response a DER-encoded `TimeStampResp`
  /// @param imprint SHA-256 of what it should be of
  /// @throws WrongImprintException if a trusted authority signed it for something else
  /// @throws UntrustedTimestampException if it proves nothing
  public Timestamp verify(Bytes response, Digest imprint) {
    try {
      return verified(response, imprint);
    } catch (UntrustedTimestampException known) {
      throw known;
    } catch (RuntimeException malformed) {
      // BouncyCastle reads parts of it late, and says so in any way.
      throw new UntrustedTimestampException("it is no timestamp response", malformed);
    }
  }

  private Timestamp verified(Bytes response, Digest imprint) {
    TimeStampToken token = token(parse(response));
    TimeStampTokenInfo info = token.getTimeStampInfo();
    String authority = authority(token);
    if (!NISTObjectIdentifiers.id_sha256.equals(info.getMessageImprintAlgOID())
        || !Bytes.owned(info.getMessageImprintDigest()).equals(Bytes.owned(imprint.toArray()))) {
      throw new WrongImprintException("it is a timestamp of something else");
    }
    return new Timestamp(
        info.getGenTime().toInstant(), authority, info.getSerialNumber().toString());
  }

  static TimeStampResponse parse(Bytes response) {
    try {
      return new TimeStampResponse(response.toArray());
    } catch (TSPException | IOException | RuntimeException malformed) {
      throw new UntrustedTimestampException("it is no timestamp response", malformed);
    }
  }

  static TimeStampToken token(TimeStampResponse response) {
    TimeStampToken token = response.getTimeStampToken();
    boolean isGranted =
        response.getStatus() == PKIStatus.GRANTED
            || response.getStatus() == PKIStatus.GRANTED_WITH_MODS;
    if (token == null || !isGranted) {
      String words = response.getStatusString();
      throw new UntrustedTimestampException(
          "the authority refused with status "
              + response.getStatus()
              + (words == null ? "" : ": " + words));
    }
    return token;
  }

  private String authority(TimeStampToken token) {
    try {
      List<X509CertificateHolder> holders =
          certificates(token).stream().filter(holder -> token.getSID().match(holder)).toList();
      if (holders.size() != 1) {
        throw new UntrustedTimestampException("the certificate that signed it is not in it");
      }
      X509CertificateHolder signer = holders.getFirst();
      token.validate(
          new JcaSimpleSignerInfoVerifierBuilder().setProvider(BOUNCY_CASTLE).build(signer));
      X509Certificate certificate = converted(signer);
      requireTrusted(certificate, token);
      return certificate.getSubjectX500Principal().getName();
    } catch (TSPException | OperatorCreationException | GeneralSecurityException refused) {
      throw new UntrustedTimestampException(
          "no trusted authority signed it: " + refused.getMessage(), refused);
    }
  }

  /// Looks for a path from a trusted certificate to the one that signed, at the token's own time.
  private void requireTrusted(X509Certificate signer, TimeStampToken token)
      throws GeneralSecurityException {
    if (trusted.stream().anyMatch(anchor -> signer.equals(anchor.getTrustedCert()))) {
      return;
    }
    List<X509Certificate> within = new ArrayList<>();
    for (X509CertificateHolder each : certificates(token)) {
      within.add(converted(each));
    }
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(signer);
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, target);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(within)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(token.getTimeStampInfo().getGenTime().toInstant()));
    CertPathBuilder.getInstance("PKIX").build(parameters);
  }

  /// All certificates of a token.
  private static Collection<X509CertificateHolder> certificates(TimeStampToken token) {
    return token.getCertificates().getMatches(null);
  }

  private static X509Certificate converted(X509CertificateHolder holder)
      throws GeneralSecurityException {
    return new JcaX509CertificateConverter().getCertificate(holder);
  }
}
