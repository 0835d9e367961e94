package io.ledgerline.anchor.timestamp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/// A timestamp authority of RFC 3161 over HTTP, with a certificate authority of its own above it.
///
/// It answers rightly until it is told how to go wrong. Thread-safe.
public final class TestAuthority implements AutoCloseable {

  /// How it goes wrong.
  public enum Fault {
    NONE,
    WRONG_NONCE,
    WRONG_IMPRINT,
    REJECTS,
    GRANTS_WITH_MODS,
    NO_CERTIFICATES,
    OTHER_BYTES,
    SERVER_ERROR,
    SILENCE
  }

  /// The time that it puts into every timestamp.
  public static final Instant TIME = Instant.parse("2026-03-04T05:06:07Z");

  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");

  private final X509Certificate root;
  private final X509Certificate certificate;
  private final PrivateKey key;
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;

  /// An authority that listens on a free port.
  public TestAuthority() {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(256);
      KeyPair rootKeys = keys.generateKeyPair();
      KeyPair ownKeys = keys.generateKeyPair();
      X500Name rootName = new X500Name("CN=Test Root");
      root =
          signed(
              builder(rootName, rootName, rootKeys)
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)),
              rootKeys.getPrivate());
      certificate =
          signed(
              builder(rootName, new X500Name("CN=Test Authority"), ownKeys)
                  .addExtension(
                      Extension.extendedKeyUsage,
                      true,
                      new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping)),
              rootKeys.getPrivate());
      key = ownKeys.getPrivate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (GeneralSecurityException | OperatorCreationException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// Goes wrong from now on.
  public void fail(Fault how) {
    fault = how;
  }

  /// Where it is.
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
  }

  /// The certificate above its own.
  public X509Certificate root() {
    return root;
  }

  /// The one that signs.
  public X509Certificate certificate() {
    return certificate;
  }

  /// How many requests it got.
  public int requests() {
    return requests.get();
  }

  /// Writes the root to a file, in PEM.
  public Path writeRoot(Path file) {
    try {
      Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
      return Files.writeString(
          file,
          "-----BEGIN CERTIFICATE-----\n"
              + base64.encodeToString(root.getEncoded())
              + "\n-----END CERTIFICATE-----\n");
    } catch (IOException | GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    byte[] query = exchange.getRequestBody().readAllBytes();
    if (fault == Fault.SILENCE) {
      return;
    }
    if (fault == Fault.SERVER_ERROR) {
      exchange.sendResponseHeaders(500, -1);
      exchange.close();
      return;
    }
    byte[] reply =
        fault == Fault.OTHER_BYTES
            ? "no timestamp".getBytes(StandardCharsets.UTF_8)
            : stamped(new TimeStampRequest(query));
    exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
    exchange.sendResponseHeaders(200, reply.length);
    exchange.getResponseBody().write(reply);
    exchange.close();
  }

  private byte[] stamped(TimeStampRequest asked) throws IOException {
    try {
      TimeStampResponseGenerator responses =
          new TimeStampResponseGenerator(tokens(), TSPAlgorithms.ALLOWED);
      TimeStampResponse response =
          switch (fault) {
            case REJECTS ->
                responses.generateFailResponse(2, PKIFailureInfo.badRequest, "not today");
            case GRANTS_WITH_MODS -> withMods(grant(responses, asked));
            case WRONG_NONCE ->
                grant(responses, request(asked.getMessageImprintDigest(), BigInteger.TEN));
            case WRONG_IMPRINT -> grant(responses, request(new byte[32], asked.getNonce()));
            case NONE, NO_CERTIFICATES, OTHER_BYTES, SERVER_ERROR, SILENCE ->
                grant(responses, asked);
          };
      return response.getEncoded();
    } catch (TSPException | GeneralSecurityException | OperatorCreationException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static TimeStampRequest request(byte[] imprint, BigInteger nonce) {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    return generator.generate(TSPAlgorithms.SHA256, imprint, nonce);
  }

  private static TimeStampResponse grant(
      TimeStampResponseGenerator responses, TimeStampRequest request) throws TSPException {
    return responses.generateGrantedResponse(
        request, BigInteger.valueOf(1234), Date.from(TIME), "granted");
  }

  private static TimeStampResponse withMods(TimeStampResponse granted)
      throws IOException, TSPException {
    return new TimeStampResponse(
        new TimeStampResp(
            new PKIStatusInfo(PKIStatus.grantedWithMods),
            granted.getTimeStampToken().toCMSSignedData().toASN1Structure()));
  }

  private TimeStampTokenGenerator tokens()
      throws TSPException, GeneralSecurityException, OperatorCreationException {
    TimeStampTokenGenerator generator =
        new TimeStampTokenGenerator(
            new JcaSimpleSignerInfoGeneratorBuilder()
                .setProvider(PROVIDER)
                .build("SHA256withECDSA", key, certificate),
            new JcaDigestCalculatorProviderBuilder()
                .setProvider(PROVIDER)
                .build()
                .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
            POLICY);
    if (fault != Fault.NO_CERTIFICATES) {
      generator.addCertificates(new JcaCertStore(List.of(certificate)));
    }
    return generator;
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair keys) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        BigInteger.valueOf(subject.hashCode() & 0xffff),
        Date.from(TIME.minusSeconds(86_400)),
        Date.from(TIME.plusSeconds(100L * 365 * 86_400)),
        subject,
        keys.getPublic());
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").setProvider(PROVIDER).build(key)));
  }
}
