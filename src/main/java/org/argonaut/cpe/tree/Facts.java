package org.argonaut.cpe.tree;

/** What one CPE knows of itself; fills the {@code {name}} places of a skeleton's values. */
@FunctionalInterface
public interface Facts {
  /**
   * The fact of that name: {@code serial}, {@code vendor}, {@code oui}, {@code class}, {@code model}, {@code hardware},
   * {@code software}, {@code acs}, {@code username}, {@code password}, {@code interval}, {@code crurl}, {@code
   * crusername}, {@code crpassword}.
   */
  String fact(String name);
}
