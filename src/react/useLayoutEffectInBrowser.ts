'use client';
import { useEffect, useLayoutEffect } from 'react';

// React 18 warns of layout effects on a server, where none runs.
export const useLayoutEffectInBrowser = typeof document === 'undefined' ? useEffect : useLayoutEffect;
