/** Abstract base classes. */
export const abcInterface = `
class ABC:
    ...
`;
