import {
  useAnnouncements,
  useBillingInterval,
  useChangePlanDialog,
  useOutcome,
  usePlanPicker,
  useReview,
  useReviewChoices,
  useScheduledChange,
  type Action,
  type CheckChoice,
  type ImpactGroup,
  type ReviewImpact,
  type Row,
  type WorkingWords,
} from 'planshift/headless';

/** A settings page in plain HTML: the plans, what is set for later, and the dialog that changes the plan. */
export function PlanSettings() {
  const dialog = useChangePlanDialog();
  return (
    <main>
      <Scheduled />
      <Plans />
      {!dialog.isOpen && <Announcements />}
      <dialog {...dialog.getDialogProps()}>
        {dialog.isOpen && (
          <>
            <Announcements />
            <button {...dialog.getCloseProps()}>×</button>
            {dialog.step === 'review' && <ReviewStep dialog={dialog} />}
            {dialog.step === 'outcome' && <OutcomeStep dialog={dialog} />}
          </>
        )}
      </dialog>
    </main>
  );
}

type Dialog = ReturnType<typeof useChangePlanDialog>;

function Plans() {
  const interval = useBillingInterval();
  const picker = usePlanPicker();
  return (
    <section>
      <h2 {...picker.getTitleProps()}>{picker.title}</h2>
      {picker.message && <p>{picker.message}</p>}
      {picker.reason && <p>{picker.reason}</p>}
      {picker.retry && <button {...picker.retry.getProps()}>{picker.retry.label}</button>}
      {picker.hint && <p>{picker.hint}</p>}
      {interval.options.length > 0 && (
        <div {...interval.getGroupProps()}>
          {interval.options.map((option) => (
            <label key={option.key}>
              <input {...option.getInputProps()} /> <span {...option.getLabelProps()}>{option.label}</span>{' '}
              {option.saving && <small {...option.getSavingProps()}>{option.saving}</small>}
            </label>
          ))}
        </div>
      )}
      <div {...picker.getGroupProps()}>
        {picker.plans.map(({ plan, words, features, action, ...plans }) => (
          <article key={plan.id} {...plans.getCardProps()}>
            <h3>
              <bdi {...plans.getNameProps()}>{plan.name}</bdi> {words.badge && <small>{words.badge}</small>}
            </h3>
            <p {...plans.getPriceProps()}>
              <bdi>{words.price}</bdi> {words.per} {words.billed} {words.intro}
            </p>
            <p>{words.tagline}</p>
            <p {...plans.getNoteProps()}>{words.note}</p>
            {action && <Act action={action} />}
            <ul>
              {features.map((feature) => (
                <li key={feature.id}>
                  {feature.name}: {feature.value}
                </li>
              ))}
            </ul>
          </article>
        ))}
      </div>
    </section>
  );
}

function Scheduled() {
  const notice = useScheduledChange();
  return notice ? (
    <aside data-tone={notice.tone}>
      <p>{notice.title}</p>
      {notice.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {notice.seats && <p>{notice.seats.text}</p>}
      <Acts actions={notice.actions} />
    </aside>
  ) : null;
}

function ReviewStep({ dialog }: { readonly dialog: Dialog }) {
  const review = useReview({ onBack: dialog.close });
  if (review === null) return null;
  const { asked, failure, blocked, statement, seats, timing, confirm } = review;
  return (
    <>
      <h2 {...dialog.getTitleProps()}>{review.title}</h2>
      <p>
        {review.from} {review.from && review.toWord} <strong>{review.to}</strong>
      </p>
      {asked && (
        <div {...asked.getProps()}>
          {asked.text} {asked.reference?.code}
        </div>
      )}
      {review.updating && <p>{review.updating}</p>}
      {failure && (
        <div>
          <strong>{failure.title}</strong> {failure.text} <Act action={failure.retry} />
        </div>
      )}
      {timing && (
        <div {...timing.getGroupProps()}>
          {timing.options.map((option) => (
            <label key={option.timing}>
              <input {...option.getInputProps()} /> {option.label}
            </label>
          ))}
          {timing.hint}
        </div>
      )}
      {review.problems && (
        <div>
          <h3 {...review.problems.getTitleProps()}>{review.problems.title}</h3>
          <ul>
            {review.problems.items.map((item) => (
              <li key={item.key}>
                <a {...item.getProps()}>{item.text}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Choices />
      <div {...review.getFiguresProps()}>
        {blocked && (
          <div>
            <strong>{blocked.title}</strong> {blocked.text} {blocked.way && <Act action={blocked.way} />}
          </div>
        )}
        {statement && (
          <>
            <p>{statement.sentence}</p>
            {statement.due.label === null ? (
              <p>{statement.due.value}</p>
            ) : (
              <Rows rows={[[statement.due.label, statement.due.value]]} />
            )}
            <p>{statement.estimate}</p>
            <Working working={statement} />
            <Rows rows={statement.rows} />
            {statement.notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </>
        )}
      </div>
      {seats && (
        <p>
          <strong>{seats.title}</strong> {seats.text} {seats.way && <Act action={seats.way} />}
        </p>
      )}
      {review.impact.length > 0 && <h3>{review.impactTitle}</h3>}
      <Impact groups={review.impact} />
      {review.asks.map((ask) => (
        <div key={ask.key}>
          <label>
            <input {...ask.getInputProps()} /> {ask.text} {ask.typing}
          </label>
          {ask.error && <p {...ask.getErrorProps()}>{ask.error}</p>}
        </div>
      ))}
      <footer>
        <p>{[...review.terms, review.hint].join(' ')}</p>
        <Act action={review.back} />
        {confirm && <button {...confirm.getButtonProps()}>{confirm.label}</button>}
      </footer>
    </>
  );
}

function Choices() {
  const choices = useReviewChoices();
  if (choices === null) return null;
  const { quantity, addons, discounts } = choices;
  return (
    <>
      {quantity && (
        <p>
          <label {...quantity.getLabelProps()}>{quantity.label}</label> <Act action={quantity.fewer} />
          <input {...quantity.getInputProps()} /> <Act action={quantity.more} />
          {quantity.hint && <small {...quantity.getHintProps()}>{quantity.hint}</small>}
        </p>
      )}
      {addons && <Checks label={addons.label} options={addons.options} />}
      {discounts && (
        <>
          {discounts.options.length > 0 && <Checks label={discounts.label} options={discounts.options} />}
          <p>
            <label {...discounts.getLabelProps()}>{discounts.codeLabel}</label> <input {...discounts.getInputProps()} />{' '}
            <Act action={discounts.apply} />
            {discounts.error && <small {...discounts.getErrorProps()}>{discounts.error}</small>}
          </p>
        </>
      )}
    </>
  );
}

function Checks({ label, options }: { readonly label: string; readonly options: readonly CheckChoice[] }) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.key}>
          <input {...option.getInputProps()} /> {option.label} {option.detail}
        </label>
      ))}
    </fieldset>
  );
}

function OutcomeStep({ dialog }: { readonly dialog: Dialog }) {
  const outcome = useOutcome({ onDone: dialog.close });
  if (outcome === null) return null;
  const { charged, invoice } = outcome;
  return (
    <>
      <h2 {...dialog.getTitleProps()}>{outcome.title}</h2>
      {outcome.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {charged && <Rows rows={[[charged.label, charged.amount]]} />}
      {outcome.working && <Working working={outcome.working} />}
      {invoice && (
        <p>
          {invoice.label} {invoice.link ? <Act action={invoice.link} /> : invoice.number}
        </p>
      )}
      <Rows rows={outcome.rows} />
      <Impact groups={outcome.impact} />
      {outcome.way && <Act action={outcome.way} />}
      {outcome.lastCheck && <p>{outcome.lastCheck}</p>}
      {outcome.reference && <Rows rows={[[outcome.reference.label, outcome.reference.code]]} />}
      <Acts actions={outcome.steps} />
    </>
  );
}

function Working({ working: { lines, tax, total } }: { readonly working: WorkingWords }) {
  return (
    <>
      <dl>
        {lines.map((line, index) => (
          <div key={index}>
            <dt>{[line.text, ...line.details].join(' · ')}</dt> <dd>{line.amount}</dd>
          </div>
        ))}
      </dl>
      {tax && <p>{tax}</p>}
      {total && <Rows rows={[[total.label, total.amount]]} />}
    </>
  );
}

function Announcements() {
  const { status, alert, getStatusProps, getAlertProps } = useAnnouncements();
  return (
    <>
      <p {...getStatusProps({ className: 'unseen' })}>{status}</p>
      <p {...getAlertProps({ className: 'unseen' })}>{alert}</p>
    </>
  );
}

function Act({ action }: { readonly action: Action }) {
  if (action.kind === 'link') return <a {...action.getProps()}>{action.label}</a>;
  return <button {...action.getProps()}>{action.label}</button>;
}

function Acts({ actions }: { readonly actions: readonly Action[] }) {
  return (
    <p>
      {actions.map((action) => (
        <Act key={action.label} action={action} />
      ))}
    </p>
  );
}

function Rows({ rows }: { readonly rows: readonly Row<string>[] }) {
  return rows.length > 0 ? (
    <dl>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt> <dd>{value}</dd>
        </div>
      ))}
    </dl>
  ) : null;
}

function Impact({ groups }: { readonly groups: readonly (ImpactGroup | ReviewImpact)[] }) {
  return (
    <>
      {groups.map(({ group, title, items }) => (
        <section key={group}>
          <h4>{title}</h4>
          <ul aria-label={title}>
            {items.map((item) => (
              <li key={item.text}>
                {item.text} {'way' in item && item.way && <Act action={item.way} />}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
