import { comparePictures } from './pictures.js';

comparePictures('dark');
