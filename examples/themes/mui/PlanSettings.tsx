import { useMemo } from 'react';
import { useTheme } from '@mui/material/styles';
import { ChangePlan, ThemeScope } from 'planshift';
import { createTheme } from 'planshift/theme';

/** MUI's own theme as one of the kit: its colour, its paper, its letters and corners, in the mode that it is in. */
export function PlanSettings() {
  const { palette, shape, typography } = useTheme();
  const theme = useMemo(
    () => ({
      ...createTheme({ brand: palette.primary.main, surface: { [palette.mode]: palette.background.default } }),
      radius: `${shape.borderRadius}px`,
      fontFamily: typography.fontFamily ?? 'inherit',
    }),
    [palette, shape, typography],
  );
  return (
    <ThemeScope theme={theme} scheme={palette.mode}>
      <ChangePlan />
    </ThemeScope>
  );
}
