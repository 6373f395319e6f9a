import { STATES, TOKENS } from 'planshift/theme';
import { reference as read } from 'virtual:planshift-reference';
import type { Reference } from '../../.storybook/reference.js';

// Made by `readReference` while the pages are built, and by nothing else.
const reference = read as Reference;

const code = (text: string) => <code>{text}</code>;

function listed(names: readonly string[], prefix = '') {
  return names.length === 0 ? '–' : names.map((name) => <span key={name}>{code(`${prefix}${name}`)} </span>);
}

/** Every public component: what it is for, its own props, the parts and states around it. */
export function ComponentPages() {
  return (
    <>
      {reference.components.map(({ name, text, props, extending, parts, attributes }) => (
        <section key={name} id={name}>
          <h2>{name}</h2>
          <p>{text}</p>
          {props.length > 0 && (
            <table>
              <thead>
                <tr>
                  <th scope="col">Prop</th>
                  <th scope="col">Type</th>
                  <th scope="col">What it does</th>
                </tr>
              </thead>
              <tbody>
                {props.map((prop) => (
                  <tr key={prop.name}>
                    <th scope="row">
                      {code(prop.name)}
                      {prop.isRequired && ' (required)'}
                    </th>
                    <td>{code(prop.type)}</td>
                    <td>{prop.text}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {extending !== null && <p>And everything of {code(extending)}.</p>}
          {parts.length > 0 && <p>Class names of its folder: {listed(parts, 'ps-')}</p>}
          {attributes.length > 0 && <p>States: {listed(attributes)}</p>}
        </section>
      ))}
    </>
  );
}

/** Every class name, with the states that stand on it and where it is worn. */
export function PartTable() {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">States</th>
          <th scope="col">Worn in</th>
        </tr>
      </thead>
      <tbody>
        {reference.parts.map(({ name, attributes, files }) => (
          <tr key={name}>
            <th scope="row">{code(`ps-${name}`)}</th>
            <td>{listed(attributes)}</td>
            <td>{files.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every state, with the parts that have it and the values it takes. */
export function StateTable() {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Attribute</th>
          <th scope="col">On</th>
          <th scope="col">Values</th>
          <th scope="col">What it says</th>
        </tr>
      </thead>
      <tbody>
        {STATES.map(({ attribute, on, values, meaning }) => (
          <tr key={`${attribute} ${on[0]}`}>
            <th scope="row">{code(attribute)}</th>
            <td>{listed(on, 'ps-')}</td>
            <td>{values === 'number' ? 'a number' : listed(values)}</td>
            <td>{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every custom property that a host can set, with what it is where nobody does. */
export function TokenTable() {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Token</th>
          <th scope="col">In a theme</th>
          <th scope="col">What it is for</th>
          <th scope="col">Light</th>
          <th scope="col">Dark</th>
          <th scope="col">Reaches</th>
        </tr>
      </thead>
      <tbody>
        {TOKENS.map(({ name, property, kind, meaning }) => {
          const { light = '', dark = '', usedFor = [] } = reference.tokens.find((one) => one.name === property) ?? {};
          return (
            <tr key={name}>
              <th scope="row">{code(property)}</th>
              <td>
                {code(name)}, {kind}
              </td>
              <td>{meaning}</td>
              <td>{code(light)}</td>
              <td>{light === dark ? 'the same' : code(dark)}</td>
              <td>{usedFor.join(', ')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
