/**
 * Words of a policy in one language. Names in braces are filled in: `{plan}`, and `{amount}` where one is paid now ("$84.50 plus
 * tax" where tax is not in it). Null: the kit's own words, or none.
 */
export interface ConsentWords {
  /** On the button of a change that is paid now. */
  readonly pay: string | null;
  /** On the button of a change that is paid later: `{plan}` alone. */
  readonly payLater: string | null;
  /** How the renewal is stopped, after the renewal terms. */
  readonly cancel: string | null;
  /** Agreed to by an act of its own, apart from the button; null where the button is enough. */
  readonly agree: string | null;
}

/** How a yes is asked for. Plain data: change a copy for other words or other rules. */
export interface ConsentPolicy {
  /** Names the rules in a receipt: `eu`, `us-ca`, or a name of your own. */
  readonly id: string;
  /** Another one whenever a word changes, so that a receipt says which words were read. */
  readonly version: string;
  /** Where the renewal terms stand: right above the button, or right above the box in which they are agreed to. */
  readonly disclosure: 'button' | 'consent';
  /** Per language, as a BCP 47 tag; a tag without region serves all its regions. A language that is not here gets `en`. */
  readonly words: Readonly<Record<string, ConsentWords>>;
}
