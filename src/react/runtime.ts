/** All that the screens take from React, in one place: the build leads every import of it here. */
export { jsx, jsxs } from 'react/jsx-runtime';
export {
  createContext,
  createElement,
  forwardRef,
  Fragment,
  useCallback,
  useContext,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
