/** What each named shape of the wire means, for people who read the schema and not the source. */
export const DESCRIPTIONS: Readonly<Record<string, string>> = {
  Catalog: 'Everything the screens need to begin: plans, subscription, and what the billing system can do.',
  Plan: 'A plan for sale. `order` ascends from the smallest to the largest: a move up is an upgrade, whatever the prices are.',
  Price:
    'What one plan costs at one interval, before tax and discounts. `intro` is a lower price that the first periods have instead; left ' +
    'out where there is none. `cost` is null for everybody but operators.',
  Feature: 'Something a plan includes. A null number means unlimited.',
  Interval: 'How often a price renews: every `intervalCount` `interval`s. Quarterly is 3 months.',
  Capabilities: 'What the billing system can do. Whatever is false has no button, and is refused when it is asked for.',
  OpenChange: 'A change that was confirmed and has no final outcome yet.',
  Subscription: 'What the customer holds. `priceId` is null for a price that is no longer sold.',
  Money:
    'A safe integer in ISO 4217 minor units: 8450 USD is $84.50, 8450 JPY is ¥8,450. Negative: in the customer’s favour.',
  Selection: 'What the customer chose. Leaving out quantity, add-ons or codes means: as they are now.',
  Preview:
    'What a change would cost and do. Making a preview changes nothing. `unavailable`: no amount can be said before.',
  PreviewLine: 'One row of the statement, signed as it enters the total. Lines add up to `dueNow`, or there are none.',
  Change: 'From where to where.',
  Impact:
    'One thing that a change brings, takes away or leaves over a limit. `block`: the change is refused while it stands.',
  ChangeOutcome: 'What became of a confirmed change. `unknown`: it may have happened, and is read again.',
  ReadOutcome: 'What a later read says of a change: an outcome, or that it never happened.',
  UndoOutcome: 'What became of taking back a scheduled change or a cancellation.',
  CancelOutcome: 'What became of a cancellation.',
  TopUpOutcome: 'What became of buying credit.',
  LinkOutcome: 'A link that is followed at once and never kept.',
  CatalogRequest: 'The query of the catalog: the reader’s language.',
  PreviewRequest: 'Asks what a change would cost.',
  ChangeRequest:
    'Confirms a preview. `expected` is the amount the customer saw, or null where none was shown: where it no longer holds, the answer ' +
    'is `preview_stale` and nothing is charged. The same token and key again have one effect and the same answer.',
  ReadRequest: 'Asks what became of a change. Changes nothing.',
  UndoRequest:
    'Takes back what is scheduled: the id of the scheduled change, or of the subscription whose cancellation it is.',
  CancelRequest: 'Ends the subscription. The same key again has one effect.',
  TopUpRequest: 'Buys one of the catalog’s top-ups. Nothing is charged where `expected` is not its amount.',
  LinkRequest: 'Asks for a link to the billing system’s own pages, or to where a failed payment is put right.',
  Error: 'An answer that is no outcome. `message` is for developers; customers read the words of `code`.',
  VerifyAbout:
    'What a server says of its test worlds: for each situation null where it can be opened, or why there is none.',
  VerifyAct: 'One act in a test world: open it, name its charges, do something behind the customer’s back, close it.',
  VerifyWorld:
    'A test world, shared with nothing else: where its wire is, whose session, and what the customer chooses.',
  VerifyCharges: 'Every charge of the world’s customer since it was opened, in order.',
};
