package org.argonaut.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Secrets that all nodes of a cluster share. Available once {@link Store#ready} completed. */
public final class ClusterSecrets {
  private static final String VERSION = "v1:";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final String secretKey;
  private final SecureRandom random = new SecureRandom();
  private volatile byte[] rootKey;

  /**
   * @param secretKey what is encrypted depends on it; empty: on the root key in the database
   */
  ClusterSecrets(String secretKey) {
    this.secretKey = secretKey;
  }

  void rootKey(byte[] key) {
    rootKey = key.clone();
  }

  /**
   * 32 bytes, the same on every node and after every restart, different for every purpose.
   *
   * @throws StoreUnavailable before {@link Store#ready}
   */
  public byte[] key(String purpose) {
    return derive(knownRootKey(), "key:" + purpose);
  }

  /** Encrypts with AES-GCM for storage. */
  public String encrypt(String purpose, String plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, purpose, nonce).doFinal(plain.getBytes(UTF_8));
      byte[] all = Arrays.copyOf(nonce, nonce.length + sealed.length);
      System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
      return VERSION + Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  /**
   * Undoes {@link #encrypt}.
   *
   * @throws IllegalArgumentException when it was encrypted for another purpose or with another key, or was changed
   */
  public String decrypt(String purpose, String encrypted) {
    if (!encrypted.startsWith(VERSION)) {
      throw new IllegalArgumentException("not encrypted by us");
    }
    byte[] all = Base64.getDecoder().decode(encrypted.substring(VERSION.length()));
    if (all.length < NONCE_BYTES) {
      throw new IllegalArgumentException("not encrypted by us");
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, purpose, Arrays.copyOf(all, NONCE_BYTES));
      return new String(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES), UTF_8);
    } catch (AEADBadTagException e) {
      throw new IllegalArgumentException(
          "encrypted under another key: was ARGONAUT_SECRET_KEY changed?", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  private Cipher cipher(int mode, String purpose, byte[] nonce) throws GeneralSecurityException {
    byte[] master = secretKey.isEmpty() ? knownRootKey() : secretKey.getBytes(UTF_8);
    SecretKeySpec key = new SecretKeySpec(derive(master, "encrypt:" + purpose), "AES");
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private byte[] knownRootKey() {
    byte[] key = rootKey;
    if (key == null) {
      throw new StoreUnavailable("the cluster's secrets are not known yet: the database was not reached");
    }
    return key;
  }

  private static byte[] derive(byte[] master, String info) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract().addIKM(master).thenExpand(info.getBytes(UTF_8), KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF is not available", e);
    }
  }
}
