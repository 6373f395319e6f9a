import {
  AddonsField,
  BillingPortalLink,
  CancelSubscription,
  ChangePlan,
  ChangePlanProvider,
  createHttpAdapter,
  CreditBalance,
  DiscountsField,
  QuantityField,
  type ReviewOptions,
} from 'planshift';

const adapter = createHttpAdapter({ endpoint: '/api/billing' });

/** What customers may choose beside the plan. Each shows itself only where the billing system has it. */
const REVIEW: ReviewOptions = {
  choices: (
    <>
      <QuantityField />
      <AddonsField />
      <DiscountsField />
    </>
  ),
};

const SECTIONS = ['Profile', 'Vessels', 'Crew', 'Berths', 'Notifications', 'Plan and billing'];

/** The settings page of an invented product. Everything of the kit stands inside the provider. */
export function BillingPage() {
  return (
    <div className="product">
      <header className="product-bar">
        <span className="product-mark" aria-hidden="true" />
        <strong>Harbor</strong>
        <span className="product-team">Northwind Shipping</span>
      </header>
      <div className="product-body">
        <nav className="product-nav" aria-label="Settings">
          <ul>
            {SECTIONS.map((name) => (
              <li key={name} aria-current={name === 'Plan and billing' ? 'page' : undefined}>
                {name}
              </li>
            ))}
          </ul>
        </nav>
        <main className="product-main">
          <h1>Plan and billing</h1>
          <p className="product-lead">What your team pays for, and when.</p>
          <ChangePlanProvider adapter={adapter} locale="en">
            <ChangePlan headingLevel={2} review={REVIEW} />
            <Billing />
          </ChangePlanProvider>
        </main>
      </div>
    </div>
  );
}

/** What else there is to a subscription, as far as the billing system has it. */
function Billing() {
  return (
    <section className="product-billing" aria-labelledby="billing">
      <h2 id="billing">Billing</h2>
      <CreditBalance />
      <BillingPortalLink />
      <CancelSubscription />
    </section>
  );
}
