import { z } from 'zod';
import { SCOPES } from './choices.js';

export const scopeSchema = z.enum(SCOPES);
