'use client';
import { useContext, useRef } from 'react';
import { useScope } from '../../react/context.js';
import { LiveContext, SETTLE_MS, type Live, type LiveTone } from '../../react/live.js';
import { useLayoutEffectInBrowser } from '../../react/useLayoutEffectInBrowser.js';
import { part } from '../../theme/parts.js';

export function createLive(): Live {
  const hosts: HTMLElement[] = [];
  const tellers = new Set<object>();
  const nodes = new Map<LiveTone, HTMLElement>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function node(tone: LiveTone, { ownerDocument }: HTMLElement): HTMLElement {
    const found = nodes.get(tone) ?? ownerDocument.createElement('div');
    found.setAttribute('role', tone);
    found.className = `${part('live')} ${part('sr')}`;
    nodes.set(tone, found);
    return found;
  }

  // The same two nodes move into an open dialog and back: what stands outside of a modal dialog is not read.
  function place(): void {
    const host = hosts.at(-1);
    if (host) host.append(node('status', host), node('alert', host));
  }

  return {
    attach(host) {
      hosts.push(host);
      place();
      return () => {
        hosts.splice(hosts.indexOf(host), 1);
        place();
      };
    },
    join(teller) {
      tellers.add(teller);
      return () => void tellers.delete(teller);
    },
    leads: (teller) => tellers.values().next().value === teller,
    tell(tone, text) {
      clearTimeout(timer);
      for (const region of nodes.values()) region.textContent = '';
      timer = setTimeout(() => {
        const region = nodes.get(tone);
        if (region) region.textContent = text;
      }, SETTLE_MS);
    },
  };
}

/** Where the regions stand while this is the innermost part of the screen. Draws nothing that is seen. */
export function LiveHost() {
  const { attach } = useContext(LiveContext);
  const { root } = useScope();
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffectInBrowser(() => (host.current ? attach(host.current) : undefined), [attach]);
  // Seen by nobody, and in nobody's way: an empty box would take a row of a grid, the gap of a list.
  return <div ref={host} {...root} className={part('sr')} />;
}
